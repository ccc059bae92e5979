//! Four numbers that are computed with at once: wasm's 128-bit SIMD, and elsewhere, where tests run, what the compiler makes of an array.

#[cfg(target_family = "wasm")]
pub use wasm::*;

#[cfg(not(target_family = "wasm"))]
pub use portable::*;

pub const LANES: usize = 4;

#[cfg(target_family = "wasm")]
mod wasm {
    use std::arch::wasm32::*;

    pub type Vector = v128;

    pub use std::arch::wasm32::{f32x4_add as add, f32x4_splat as splat};

    #[cfg(feature = "relaxed-simd")]
    pub use std::arch::wasm32::f32x4_relaxed_madd as multiply_add;

    #[cfg(not(feature = "relaxed-simd"))]
    #[inline(always)]
    pub fn multiply_add(a: v128, b: v128, c: v128) -> v128 {
        f32x4_add(f32x4_mul(a, b), c)
    }

    /// # Safety
    /// Four values lie there; so for [`store`], and one for [`splat_from`].
    #[inline(always)]
    pub unsafe fn load(at: *const f32) -> v128 {
        unsafe { v128_load(at.cast()) }
    }

    #[inline(always)]
    pub unsafe fn splat_from(at: *const f32) -> v128 {
        unsafe { v128_load32_splat(at.cast()) }
    }

    #[inline(always)]
    pub unsafe fn store(at: *mut f32, values: v128) {
        unsafe { v128_store(at.cast(), values) }
    }

    /// Columns of four rows.
    #[inline(always)]
    pub fn transposed([a, b, c, d]: [[f32; 4]; 4]) -> [v128; 4] {
        let [a, b, c, d] = [a, b, c, d].map(|[x, y, z, w]| f32x4(x, y, z, w));
        let (ab, ab2) = (i32x4_shuffle::<0, 4, 1, 5>(a, b), i32x4_shuffle::<2, 6, 3, 7>(a, b));
        let (cd, cd2) = (i32x4_shuffle::<0, 4, 1, 5>(c, d), i32x4_shuffle::<2, 6, 3, 7>(c, d));
        [
            i64x2_shuffle::<0, 2>(ab, cd),
            i64x2_shuffle::<1, 3>(ab, cd),
            i64x2_shuffle::<0, 2>(ab2, cd2),
            i64x2_shuffle::<1, 3>(ab2, cd2),
        ]
    }
}

#[cfg(not(target_family = "wasm"))]
mod portable {
    pub type Vector = [f32; 4];

    #[inline(always)]
    pub fn splat(value: f32) -> Vector {
        [value; 4]
    }

    #[inline(always)]
    pub fn add(a: Vector, b: Vector) -> Vector {
        std::array::from_fn(|i| a[i] + b[i])
    }

    #[inline(always)]
    pub fn multiply_add(a: Vector, b: Vector, c: Vector) -> Vector {
        std::array::from_fn(|i| a[i] * b[i] + c[i])
    }

    /// # Safety
    /// Four values lie there; so for [`store`], and one for [`splat_from`].
    #[inline(always)]
    pub unsafe fn load(at: *const f32) -> Vector {
        unsafe { at.cast::<Vector>().read_unaligned() }
    }

    #[inline(always)]
    pub unsafe fn splat_from(at: *const f32) -> Vector {
        splat(unsafe { *at })
    }

    #[inline(always)]
    pub unsafe fn store(at: *mut f32, values: Vector) {
        unsafe { at.cast::<Vector>().write_unaligned(values) }
    }

    /// Columns of four rows.
    #[inline(always)]
    pub fn transposed(rows: [Vector; 4]) -> [Vector; 4] {
        std::array::from_fn(|i| rows.map(|row| row[i]))
    }
}
