"""What is told of training, by epoch."""

HISTORY = ["epoch", "train_reconstruction", "train_kl", "test_reconstruction", "test_kl"]
