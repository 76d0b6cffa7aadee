// Rendering borrows small pieces of the stack all the time and writes them before it reads them.
[module: System.Runtime.CompilerServices.SkipLocalsInit]
