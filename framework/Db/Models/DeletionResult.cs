using System.Collections.Frozen;
using System.Globalization;

namespace Quintet.Db;

/// <summary>What a deletion took along. Where one number is wanted, it is <see cref="Total"/>.</summary>
/// <param name="Total">The number of all rows deleted.</param>
/// <param name="PerModel">The same by the models' labels, <c>blog.Book</c>; only those of which there were some.</param>
public readonly record struct DeletionResult(int Total, IReadOnlyDictionary<string, int> PerModel)
{
    internal static DeletionResult None { get; } = new(0, FrozenDictionary<string, int>.Empty);

    public static implicit operator int(DeletionResult result) => result.Total;

    /// <summary>The number of all rows.</summary>
    public override string ToString() => Total.ToString(CultureInfo.InvariantCulture);

    internal static DeletionResult Of(Dictionary<string, int> counts) => new(counts.Values.Sum(), counts);

    internal static DeletionResult Of(ModelMeta model, int count) => count == 0 ? None : new(count, new Dictionary<string, int> { [model.Label] = count });
}
