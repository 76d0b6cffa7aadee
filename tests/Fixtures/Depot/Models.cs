using System.Net;
using System.Text.Json;
using Quintet.Db.Serialization;

namespace Depot;

/// <summary>What fixtures hold: a field of each kind, and rows known by their names.</summary>
public partial class DepotApp : AppConfig;

public partial class Item : Model
{
    [UuidField(PrimaryKey = true)]
    public Guid Code { get; set; }

    [CharField(MaxLength = 50)]
    public string Name { get; set; } = "";

    [TextField]
    public string? Notes { get; set; }

    [SmallIntegerField]
    public short Rank { get; set; }

    [BigIntegerField]
    public long? Count { get; set; }

    [FloatField]
    public double Weight { get; set; }

    [DecimalField(MaxDigits = 10, DecimalPlaces = 2)]
    public decimal Price { get; set; }

    [BooleanField]
    public bool InStock { get; set; }

    [DateField]
    public DateOnly? Made { get; set; }

    [TimeField]
    public TimeOnly? Opens { get; set; }

    [DateTimeField(AutoNow = true)]
    public DateTime Changed { get; set; }

    [DurationField]
    public TimeSpan Lasts { get; set; }

    [BinaryField]
    public byte[] Seal { get; set; } = [];

    [GenericIPAddressField]
    public IPAddress? Host { get; set; }

    [JsonField]
    public JsonElement Data { get; set; }

    [IntegerField]
    public Grade Grade { get; set; }

    [IntegerField(DbDefault = 7)]
    public int Shelf { get; set; }

    [IntegerField(GeneratedAs = "shelf * 2")]
    public int Twice { get; private set; }
}

public enum Grade
{
    Plain = 1,
    Fine = 2,
}

/// <summary>Known by the name.</summary>
[Manager<People>]
public partial class Person : Model, INaturalKey
{
    [CharField(MaxLength = 50, Unique = true)]
    public string Name { get; set; } = "";

    [ForeignKey(OnDelete.SetNull, RelatedName = "+")]
    public partial Person? Mentor { get; set; }

    [ManyToMany(RelatedName = "+")]
    public partial ManyRelated<Person> Friends { get; }

    public IReadOnlyList<object?> NaturalKey() => [Name];

    /// <summary>Fixtures go around it.</summary>
    public override void Save(SaveOptions options) => throw new InvalidOperationException("Not by Save.");
}

public class People(ModelMeta<Person> model) : Manager<Person>(model), INaturalKeyManager
{
    /// <summary>Ghosts are not shown.</summary>
    public override QuerySet<Person> GetQuerySet() => base.GetQuerySet().Exclude(p => p.Name == "ghost");

    public Model? GetByNaturalKey(IReadOnlyList<object?> key, string database) => Using(database).Filter("name", key[0]).First();
}

public partial class Work : Model
{
    [CharField(MaxLength = 50)]
    public string Title { get; set; } = "";

    [ForeignKey(OnDelete.Cascade, RelatedName = "+")]
    public partial Person Author { get; set; }

    [ManyToMany(RelatedName = "+")]
    public partial ManyRelated<Person> Readers { get; }
}
