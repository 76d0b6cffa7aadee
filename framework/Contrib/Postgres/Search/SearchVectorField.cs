using NpgsqlTypes;
using Quintet.Db.Migrations;

namespace Quintet.Contrib.Postgres;

/// <summary>The words of a text, kept ready to be searched; <c>NpgsqlTsVector</c> in C#. It is filled by an update, <c>Update(p => new() { Words = Search.Vector(p.Title) })</c>, or by a trigger.</summary>
public class SearchVectorField : Field, IFieldOf<NpgsqlTsVector>
{
    public override string? RequiredDbVendor => PostgresText.Vendor;

    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == PostgresText.Vendor ? "tsvector" : null;

    public override FieldLookup? FindLookup(string name) => name == "search" ? new(name, "{0} @@ PLAINTO_TSQUERY({1})") : null;

    public override IEnumerable<string> LookupNames => ["search"];
}
