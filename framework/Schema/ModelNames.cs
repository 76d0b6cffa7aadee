namespace Quintet.Db;

/// <summary>The names that Django derives from a model's: shared by the running app, the migrations and the editor.</summary>
public static class ModelNames
{
    /// <summary><c>blog</c>, <c>BookReview</c> → <c>blog_bookreview</c>.</summary>
    public static string Table(string appLabel, string modelName) => appLabel + "_" + modelName.ToLowerInvariant();

    /// <summary>The property of a relation's way back: RelatedName <c>books</c> → <c>Books</c>, none → <c>BookSet</c> (one-to-one: <c>Book</c>), "+" → null.</summary>
    public static string? ReverseProperty(ForeignKey relation, string modelName) => ReverseProperty(relation.RelatedName, modelName, relation is OneToOne);

    /// <inheritdoc cref="ReverseProperty(ForeignKey, string)"/>
    public static string? ReverseProperty(ManyToMany relation, string modelName) => ReverseProperty(relation.RelatedName, modelName, single: false);

    private static string? ReverseProperty(string? relatedName, string modelName, bool single) => relatedName switch
    {
        "+" => null,
        null => single ? modelName : modelName + "Set",
        { } name => PascalCase(name),
    };

    /// <summary><c>published_books</c> → <c>PublishedBooks</c>.</summary>
    public static string PascalCase(string snakeCase) => string.Concat(
        snakeCase.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
