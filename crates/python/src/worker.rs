//! The thread that a session lives on: it may hold what must not change threads. Python's own threads send it commands, and
//! wait for each without holding the interpreter.

use std::any::Any;
use std::process;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use vae_playground::error::Error;
use vae_playground::session::Session;
use vae_playground_kernels::pool::Pool;

type Command = Box<dyn FnOnce(&mut Session) + Send>;

/// Why there is no answer.
pub enum Failure {
    /// The engine says why.
    Refused(Error),
    /// The thread ended by a fault of the engine's own, which this tells.
    Ended(String),
    /// It runs in the process that this one is a fork of.
    Forked,
}

/// See the [module](self).
pub struct Worker {
    process: u32,
    commands: Sender<Command>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Worker {
    /// Begins with the session that `open` makes there. Its kernels share their work among so many threads, or else with
    /// all other sessions one for each core.
    pub fn start(
        threads: Option<usize>,
        open: impl FnOnce() -> Result<Session, Error> + Send + 'static,
    ) -> Result<Self, Failure> {
        let (commands, asked) = channel::<Command>();
        let (answer, opened) = channel();
        let work = move || match open() {
            Err(error) => drop(answer.send(Err(error))),
            Ok(session) => {
                drop(answer.send(Ok(())));
                serve(session, &asked);
            }
        };
        let with_pool = move || match threads {
            None => work(),
            Some(threads) => Pool::new(threads).install(work),
        };
        let thread = thread::Builder::new().name("vae-playground".into()).spawn(with_pool);
        let thread = thread.map_err(|error| Failure::Ended(error.to_string()))?;
        let worker = Self { process: process::id(), commands, thread: Mutex::new(Some(thread)) };
        match opened.recv() {
            Ok(Ok(())) => Ok(worker),
            Ok(Err(error)) => Err(Failure::Refused(error)),
            Err(_) => Err(worker.end()),
        }
    }

    /// What a command gives, once those before it are done.
    pub fn ask<T: Send + 'static>(
        &self,
        command: impl FnOnce(&mut Session) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failure> {
        if process::id() != self.process {
            return Err(Failure::Forked);
        }
        let (answer, given) = channel();
        let command: Command = Box::new(move |session| drop(answer.send(command(session))));
        if self.commands.send(command).is_err() {
            return Err(self.end());
        }
        // A fault ends the thread, and with it the sender.
        given.recv().map_err(|_| self.end())?.map_err(Failure::Refused)
    }

    fn end(&self) -> Failure {
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        let told = thread.and_then(|thread| thread.join().err());
        Failure::Ended(told.map_or_else(|| "it had stopped before".to_owned(), |told| text(&*told)))
    }
}

fn serve(mut session: Session, asked: &Receiver<Command>) {
    while let Ok(command) = asked.recv() {
        command(&mut session);
    }
}

/// What a panic says.
fn text(told: &(dyn Any + Send)) -> String {
    let text = told.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| told.downcast_ref::<String>().cloned()).unwrap_or_default()
}
