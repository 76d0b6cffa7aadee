using System.Runtime.CompilerServices;

namespace Quintet.Templates.Values;

/// <summary>A tuple of any length: C#'s own have a length by type.</summary>
internal sealed class TupleValue(object?[] items) : ITuple
{
    public int Length => items.Length;

    public object? this[int index] => items[index];
}
