"""Processor and graphics, read from trees as real machines have them."""

from pa_cli.storage.hardware import read_hardware

X86 = """processor\t: 0
model name\t: AMD Ryzen 7 5800H with Radeon Graphics
flags\t\t: fpu sse pni ssse3 fma avx f16c avx2 bmi2
processor\t: 1
model name\t: another
flags\t\t: fpu
"""
ARM = "processor\t: 0\nBogoMIPS\t: 108.00\nFeatures\t: fp asimd asimddp i8mm\n"


def tree(root, cpuinfo="", **files):
    (root / "proc").mkdir()
    (root / "proc" / "cpuinfo").write_text(cpuinfo)
    for path, text in files.items():
        file = root / path.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def test_the_first_processor_speaks_for_all(tmp_path):
    found = read_hardware(tree(tmp_path, X86))
    assert found.processor == "AMD Ryzen 7 5800H with Radeon Graphics"
    assert found.cpu_features == ("SSE3", "SSSE3", "FMA", "AVX", "F16C", "AVX2", "BMI2")
    assert found.graphics == ()


def test_arm_names_its_features_otherwise(tmp_path):
    assert read_hardware(tree(tmp_path, ARM)).cpu_features == ("DOTPROD", "MATMUL_INT8")


def test_graphics_are_known_by_their_vendor_once_each(tmp_path):
    root = tree(
        tmp_path,
        X86,
        dev__dri__renderD128="",
        dev__dri__renderD129="",
        dev__dri__renderD130="",
        dev__nvidia0="",
        sys__class__drm__renderD128__device__vendor="0x1002\n",
        sys__class__drm__renderD129__device__vendor="0x10de\n",
        sys__class__drm__renderD130__device__vendor="0x1af4\n",
    )
    assert read_hardware(root).graphics == ("NVIDIA", "AMD")


def test_a_machine_that_says_nothing_is_no_failure(tmp_path):
    assert read_hardware(tmp_path).graphics == ()
    assert read_hardware(tmp_path).cpu_features == ()
