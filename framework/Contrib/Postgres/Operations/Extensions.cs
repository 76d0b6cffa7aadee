using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>
/// Adds an extension to the database, where it is not there yet: <c>new CreateExtension("postgis")</c>. Its files must be on the server, and the user must be allowed to;
/// elsewhere than on PostgreSQL nothing happens. It stands first in the first migration that needs it.
/// </summary>
/// <param name="name">As <c>CREATE EXTENSION</c> knows it.</param>
[StateEffect]
public class CreateExtension(string name) : Operation
{
    public string Name { get; } = name;

    public override string NameFragment => $"create_extension_{Name.Replace('-', '_')}";

    public override bool MakesTypes => true;

    public override ProjectState Apply(string appLabel, ProjectState state) => state;

    public override IReadOnlyList<string> Forwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.Vendor == PostgresText.Vendor ? [$"CREATE EXTENSION IF NOT EXISTS {dialect.Quote(Name)}"] : [];

    public override IReadOnlyList<string> Backwards(string appLabel, ProjectState before, ProjectState after, SchemaDialect dialect) =>
        dialect.Vendor == PostgresText.Vendor ? [$"DROP EXTENSION IF EXISTS {dialect.Quote(Name)}"] : [];

    public override string Describe() => $"Creates extension {Name}";

    public override string ToCSharp() => GetType() == typeof(CreateExtension)
        ? $"new global::{typeof(CreateExtension).FullName}({CSharpSource.Literal(Name)})"
        : $"new global::{GetType().FullName!.Replace('+', '.')}()";
}

/// <summary>Indexes <c>USING bloom</c>: <see cref="BloomIndexAttribute"/>.</summary>
public sealed class BloomExtension() : CreateExtension("bloom");

/// <summary>Plain values in GIN indexes.</summary>
public sealed class BtreeGinExtension() : CreateExtension("btree_gin");

/// <summary>Plain values in GiST indexes, and so in an <see cref="ExclusionConstraintAttribute"/>.</summary>
public sealed class BtreeGistExtension() : CreateExtension("btree_gist");

/// <summary>Text that is compared whatever its case, <c>citext</c>.</summary>
public sealed class CITextExtension() : CreateExtension("citext");

/// <summary>Functions such as <c>DIGEST</c>, which <c>Functions.Sha1</c> needs.</summary>
public sealed class CryptoExtension() : CreateExtension("pgcrypto");

/// <summary>What <see cref="HStoreField"/> needs.</summary>
public sealed class HStoreExtension() : CreateExtension("hstore");

/// <summary>Similarity of texts: <c>trigram_similar</c>.</summary>
public sealed class TrigramExtension() : CreateExtension("pg_trgm");

/// <summary>Text without accents: <c>unaccent</c>.</summary>
public sealed class UnaccentExtension() : CreateExtension("unaccent");
