"""Makes www/public/data/digits.safetensors from the scikit-learn package.

    pip install scikit-learn==1.9.1 safetensors==0.8.0
    python scripts/make_digits.py

Tensors: `images` U8 [1797, 8, 8] with values 0 to 16, `labels` U8 [1797], and `test_rows` U16 [360],
the rows that scikit-learn's own split holds out. The data set is "Optical Recognition of Handwritten
Digits" (E. Alpaydin, C. Kaynak, 1998, UCI Machine Learning Repository), CC BY 4.0.
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

TARGET = Path(__file__).parent.parent / "www/public/data/digits.safetensors"

digits = load_digits()
_, test_rows = train_test_split(np.arange(len(digits.target)), test_size=0.2, random_state=42)
TARGET.parent.mkdir(parents=True, exist_ok=True)
save_file(
    {
        "images": digits.images.astype(np.uint8),
        "labels": digits.target.astype(np.uint8),
        "test_rows": test_rows.astype(np.uint16),
    },
    TARGET,
    metadata={
        "source": "scikit-learn load_digits; train_test_split(test_size=0.2, random_state=42)",
        "credit": "Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998",
        "license": "CC BY 4.0",
        "maximum": "16",
    },
)
print(TARGET.name, TARGET.stat().st_size, "bytes")
