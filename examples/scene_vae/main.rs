fn main() {
    println!("{:?}", vae_playground::scene::vae::SceneOptions::default());
}
