namespace Quintet.Reading;

/// <summary>What a string that names fields may say.</summary>
public enum FieldPathRole
{
    /// <summary><c>Filter("author__name__icontains", …)</c>: a way over relations, and a lookup behind it.</summary>
    Lookup,

    /// <summary><c>Values("author__name")</c>: a way to a value.</summary>
    Path,

    /// <summary><c>OrderBy("-author__name")</c>: the same, with a sign in front.</summary>
    Order,

    /// <summary><c>SelectRelated("author__country")</c>: relations to one object each.</summary>
    Relation,

    /// <summary><c>PrefetchRelated("books__editor")</c>: relations of any kind, back ones by their property.</summary>
    Prefetch,

    /// <summary><c>[Index("title", "-pages")]</c>: a field of the model itself.</summary>
    Own,

    /// <summary><c>[Lookup("within")]</c>: a lookup of an app's own.</summary>
    DeclaredLookup,
}

/// <summary>A string literal that names a field, or a way to one; of which model, only a binding of types tells.</summary>
/// <param name="Role">What it may say.</param>
/// <param name="Literal">The literal.</param>
/// <param name="Callee">The method, class or attribute that it is given to.</param>
public sealed record FieldPathUse(FieldPathRole Role, StringFact Literal, string Callee);
