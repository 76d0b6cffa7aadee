using System.Net;
using NpgsqlTypes;
using Quintet.Contrib.Postgres;
using Quintet.Db.Migrations;

namespace Archive;

/// <summary>Models with fields that only PostgreSQL has.</summary>
public partial class ArchiveApp : AppConfig;

/// <summary>A field of the app's own with a column of its own.</summary>
public class CidrField : Field, IFieldOf<IPNetwork>
{
    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == "postgresql" ? "cidr" : null;

    public override FieldLookup? FindLookup(string name) => name == "within" ? new(name, "{0} << {1}") { Prepare = value => new(value!, this) } : null;

    public override IEnumerable<string> LookupNames => ["within"];
}

public static class Networks
{
    [Lookup("within")]
    public static bool IsWithin(this IPNetwork network, IPNetwork other) => throw new NotSupportedException();
}

/// <summary>A field of the app's own, of another type of text.</summary>
public class FoldedField : TextField
{
    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == "postgresql" ? "citext" : null;
}

/// <summary>A column that the driver knows as text, converted.</summary>
public class PointField : Field, IFieldConverter<Spot, string>
{
    public override string? DbType(SchemaDialect dialect) => dialect.Vendor == "postgresql" ? "varchar(40)" : "text";

    public static Spot FromDatabase(string value) => value.Split(' ') is [var x, var y] ? new(int.Parse(x), int.Parse(y)) : default;

    public static string ToDatabase(Spot value) => $"{value.X} {value.Y}";
}

public readonly record struct Spot(int X, int Y);

[Meta(RequiredDbVendor = "postgresql")]
[GinIndex("tags", FastUpdate = false)]
[GinIndex("notes", GinPendingListLimit = 128, Condition = "title <> ''", Name = "post_notes")]
[BrinIndex("id", PagesPerRange = 16, Autosummarize = true)]
[BTreeIndex("title", "-id", Fillfactor = 80, DeduplicateItems = false)]
[HashIndex("title", Fillfactor = 70)]
[SpGistIndex("title", Fillfactor = 60, Name = "post_title")]
[BloomIndex("title", Length = 96, Columns = [2], OpClasses = ["text_ops"], Name = "post_bloom")]
public partial class Post : Model
{
    [CharField(MaxLength = 60)]
    public string Title { get; set; } = "";

    [ArrayField<CharField>(MaxLength = 20, Blank = true)]
    public string[] Tags { get; set; } = [];

    [ArrayField<IntegerField>(Size = 3)]
    public int[]? Scores { get; set; }

    [ArrayField<DecimalField>(MaxDigits = 6, DecimalPlaces = 2, Blank = true)]
    public decimal?[] Prices { get; set; } = [];

    [ArrayField<DateTimeField>(Blank = true)]
    public DateTime[] Edited { get; set; } = [];

    [ArrayField<TextField>(Blank = true)]
    public string?[] Notes { get; set; } = [];
}

[Meta(RequiredDbVendor = "postgresql")]
public partial class Thing : Model
{
    [HStoreField(Blank = true)]
    public Dictionary<string, string?> Data { get; set; } = [];

    [HStoreField]
    public Dictionary<string, string?>? More { get; set; }
}

[Meta(RequiredDbVendor = "postgresql")]
[GinIndex("words")]
[GinIndex("title", OpClasses = ["gin_trgm_ops"], Name = "page_title_trgm")]
public partial class Page : Model
{
    [CharField(MaxLength = 80)]
    public string Title { get; set; } = "";

    [TextField]
    public string? Body { get; set; }

    [IntegerField]
    public int Number { get; set; }

    [BooleanField]
    public bool? Good { get; set; }

    [DecimalField(MaxDigits = 6, DecimalPlaces = 2)]
    public decimal? Price { get; set; }

    [SearchVectorField(Editable = false)]
    public NpgsqlTsVector? Words { get; set; }
}

[Meta(RequiredDbVendor = "postgresql")]
[GistIndex("ages", Buffering = GistBuffering.On, Fillfactor = 90)]
public partial class Offer : Model
{
    [IntegerRangeField]
    public NpgsqlRange<int> Ages { get; set; }

    [BigIntegerRangeField]
    public NpgsqlRange<long>? Stock { get; set; }

    [DecimalRangeField]
    public NpgsqlRange<decimal>? Price { get; set; }

    [DateTimeRangeField]
    public NpgsqlRange<DateTime>? Open { get; set; }

    [DateRangeField]
    public NpgsqlRange<DateOnly>? Days { get; set; }
}

[Meta(RequiredDbVendor = "postgresql")]
public partial class Host : Model
{
    [CidrField]
    public IPNetwork Net { get; set; }

    [FoldedField]
    public string Name { get; set; } = "";

    [PointField]
    public Spot? Place { get; set; }
}

[Meta(RequiredDbVendor = "postgresql")]
[ExclusionConstraint("room WITH =", "span WITH &&", Condition = "cancelled = FALSE", Name = "no_double_booking")]
[ExclusionConstraint("LOWER(guest) WITH =", "span WITH " + RangeOperators.Overlaps, Include = ["room"], Deferrable = Deferrable.Deferred, Name = "one_room_per_guest")]
public partial class Booking : Model
{
    [IntegerField]
    public int Room { get; set; }

    [CharField(MaxLength = 50)]
    public string Guest { get; set; } = "";

    [DateRangeField]
    public NpgsqlRange<DateOnly> Span { get; set; }

    [BooleanField]
    public bool Cancelled { get; set; }
}
