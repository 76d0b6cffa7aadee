namespace Quintet.Reading;

/// <summary>What one C# file says, read from its syntax alone: nothing is built, bound or run.</summary>
/// <param name="Types">Every type that it declares.</param>
/// <param name="Literals">The string literals that name something of ours.</param>
/// <param name="GlobalUsings">Its <c>global using</c> directives, as a context in the global namespace.</param>
public sealed record SourceFacts(EquatableArray<TypeFact> Types, EquatableArray<LiteralUse> Literals, NameContext GlobalUsings)
{
    public static readonly SourceFacts Empty = new([], [], NameContext.Global);

    /// <summary>The pages that it renders, where template and variables are both written in it.</summary>
    public EquatableArray<RenderFact> Pages { get; init; }

    /// <summary>The string literals that name fields of models.</summary>
    public EquatableArray<FieldPathUse> FieldPaths { get; init; }

    /// <summary>The same as long as nothing changes on which models and migrations can rest.</summary>
    public ulong SchemaFingerprint { get; init; }

    /// <summary>The settings class that <c>ManagementUtility.ExecuteFromCommandLine&lt;Settings&gt;</c> names here; null where the file does not call it.</summary>
    public TypeReference? EntrySettings { get; init; }
}
