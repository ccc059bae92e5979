pub mod counting_allocator;
pub mod mutation;
pub mod watchdog;
