namespace Quintet.Db;

/// <summary>What a <see cref="ForeignKey"/> and a <see cref="ManyToMany"/> have in common: a target, which a setting may name.</summary>
internal interface IRelation
{
    /// <summary><c>blog.Author</c></summary>
    string To { get; }

    /// <summary>The setting that names it; null: none does.</summary>
    string? Setting { get; }

    /// <summary>A copy of the field that points to another model.</summary>
    Field Pointing(string to, string? setting);
}
