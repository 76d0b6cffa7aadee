using System.Reflection;
using Quintet.Db;

namespace DbTests;

public sealed class LinqTests
{
    // These say aloud that they load the rows, or that they go on with them in memory.
    private static readonly string[] Allowed =
    [
        "ToArray", "ToList", "ToDictionary", "ToHashSet", "AsEnumerable", "Cast", "TryGetNonEnumeratedCount",
    ];

    // Rare, and what they give is clearly a list of objects that are there.
    private static readonly string[] Rare =
    [
        "Append", "Prepend", "Concat", "SequenceEqual", "UnionBy", "ExceptBy", "IntersectBy", "GroupJoin", "AggregateBy", "ElementAtOrDefault", "Index",
        "Order", "OrderDescending", "LeftJoin", "RightJoin", "Shuffle",
    ];

    [Fact]
    public void No_verb_of_LINQ_loads_a_table_silently()
    {
        var own = typeof(QuerySet<>).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => m.Name).ToHashSet();
        var linq = typeof(Enumerable).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => m.IsGenericMethod && m.GetParameters() is [{ ParameterType: { IsGenericType: true } first }, ..] && first.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(m => m.Name)
            .Distinct();
        Assert.Equal("", string.Join(", ", linq.Where(name => !own.Contains(name) && !Allowed.Contains(name) && !Rare.Contains(name))));
    }

    [Fact]
    public void What_is_taken_away_names_what_to_use()
    {
        var obsolete = typeof(QuerySet<>).GetMethods().Select(m => m.GetCustomAttribute<ObsoleteAttribute>()).OfType<ObsoleteAttribute>().ToList();
        Assert.NotEmpty(obsolete);
        Assert.All(obsolete, o => Assert.True(o.IsError && (o.Message!.StartsWith("Use ", StringComparison.Ordinal) || o.Message.Contains("ToList()")), o.Message));
    }
}
