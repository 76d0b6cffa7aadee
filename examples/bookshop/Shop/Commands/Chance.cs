namespace Shop.Commands;

/// <summary>Choices that look like chance and are the same on every machine and every version of .NET.</summary>
sealed class Chance(uint seed)
{
    uint _state = seed;

    /// <summary>A number from 0 up to, without, <paramref name="limit"/>.</summary>
    public int Below(int limit)
    {
        // Xorshift (Marsaglia 2003).
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)limit);
    }

    public T From<T>(IReadOnlyList<T> values) => values[Below(values.Count)];
}
