import Glibc

func setEnvironment(_ name: String, _ value: String) { setenv(name, value, 1) }
