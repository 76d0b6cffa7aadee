namespace GeneratorsTests;

/// <summary>Projects that several tests use.</summary>
internal static class Samples
{
    public static readonly (string Path, string Text) BlogApp = ("Blog/Apps.cs", """
        namespace Blog;

        public partial class BlogApp : AppConfig
        {
            public override string Label => "blog";
        }
        """);

    /// <summary>The models of tests/Db, whose hand-written other half in AsGenerated.cs is what we must write.</summary>
    public static readonly (string Path, string Text) Books = ("Blog/Models.cs", """
        using Quintet.Db;

        namespace Blog;

        [Meta(Ordering = ["name"])]
        public partial class Author : Model
        {
            [CharField(MaxLength = 100)]
            public string Name { get; set; } = "";

            [DateField]
            public DateOnly? Born { get; set; }

            public override string ToString() => Name;
        }

        [Index("title", "-published_date", Name = "book_title_idx")]
        public partial class Book : Model
        {
            [CharField(MaxLength = 200)]
            public string Title { get; set; } = "";

            [ForeignKey(OnDelete.Cascade, RelatedName = "books")]
            public partial Author Author { get; set; }

            [ForeignKey(OnDelete.SetNull, RelatedName = "edited_books")]
            public partial Author? Editor { get; set; }

            [DateTimeField(AutoNowAdd = true)]
            public DateTime PublishedDate { get; set; }

            [CharField(MaxLength = 13, Unique = true)]
            public string Isbn { get; set; } = "";

            [CharField(MaxLength = 50)]
            public string? Genre { get; set; }

            [DecimalField(MaxDigits = 8, DecimalPlaces = 2)]
            public decimal Price { get; set; }

            [IntegerField]
            public int Pages { get; set; } = 100;

            [BooleanField]
            public bool InPrint { get; set; } = true;

            public string Shout() => Title.ToUpperInvariant() + "!";

            public override string ToString() => Title;
        }
        """);

    /// <summary>What is rarer: every field class, enums, abstract bases, keys of other kinds, nested classes, keywords as names.</summary>
    public static readonly (string Path, string Text) Rarities = ("Blog/Rarities.cs", """
        using Quintet.Db;

        namespace Blog.Deep;

        public enum Mood { Good = 1, Bad = 2 }

        [Meta(Ordering = ["-created"], VerboseName = "a \"thing\"")]
        public abstract partial class Stamped : Model
        {
            [DateTimeField(AutoNowAdd = true)]
            public DateTime Created { get; set; }

            [ForeignKey(OnDelete.SetNull, RelatedName = "%(class)s_owned")]
            public partial Country? Owner { get; set; }

            public string Age() => "old";
        }

        public partial class Country : Model
        {
            public const string Unknown = "unknown";

            [CharField(MaxLength = 2, PrimaryKey = true)]
            public string Code { get; set; } = "";

            [CharField(MaxLength = 20)]
            public string Name { get; set; } = Unknown;
        }

        public partial class Everything : Stamped
        {
            [UuidField(PrimaryKey = true)] public Guid Key { get; set; } = Guid.NewGuid();
            [BigIntegerField] public long Big { get; set; } = 1 << 20;
            [SmallIntegerField] public short? Small { get; set; }
            [IntegerField] public Mood Mood { get; set; } = Mood.Good;
            [IntegerField] public Mood? Other { get; set; }
            [FloatField] public double Ratio { get; set; } = 0.5;
            [DecimalField(MaxDigits = 5, DecimalPlaces = 1)] public decimal? Part { get; set; }
            [TextField] public string Body { get; set; } = "";
            [SlugField] public string Slug { get; set; } = "";
            [EmailField(Unique = true)] public string? Email { get; set; }
            [UrlField(DbColumn = "homepage")] public string URLPath { get; set; } = "";
            [TimeField] public TimeOnly At { get; set; }
            [DurationField] public TimeSpan? Lasts { get; set; }
            [BinaryField] public byte[] Data { get; set; } = [];
            [BooleanField] public bool? @class { get; set; }
        }

        public static partial class Inside
        {
            public partial class Nested : Stamped
            {
                [OneToOne(OnDelete.Cascade, PrimaryKey = true)]
                public partial Everything Whole { get; set; }

                [ForeignKey(OnDelete.Cascade)]
                public partial Nested? Parent { get; set; }
            }
        }
        """);

    /// <summary>Options, indexes and constraints of the whole class, an app's own kind of them, and what abstract bases hand down.</summary>
    public static readonly (string Path, string Text) Managers = ("Blog/Managers.cs", """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Quintet.Db;

        namespace Blog;

        [Manager(typeof(LivePosts<>))]
        [Manager(typeof(LivePosts<>), "Live")]
        public abstract partial class Post : Model
        {
            [BooleanField] public bool IsLive { get; set; }
        }

        internal sealed class LivePosts<T>(ModelMeta<T> model) : Manager<T>(model)
            where T : Post, new()
        {
            public override QuerySet<T> GetQuerySet() => base.GetQuerySet().Filter(p => p.IsLive);
        }

        [Meta(DefaultManagerName = "tales", BaseManagerName = "objects")]
        [Manager<TaleManager>("Tales")]
        public partial class Story : Post;

        /// <summary>A child has the generic managers for itself; the parent's own stays the parent's.</summary>
        [Manager<Manager<Serial>>]
        public partial class Serial : Story;

        public class TaleManager(ModelMeta<Story> model) : Manager<Story>(model);

        [QuerySetMethods]
        public static partial class StoryQueries
        {
            /// <summary>Documented.</summary>
            public static QuerySet<Story> Of(this QuerySet<Story> @in, string? @event = "a\"b", DayOfWeek day = DayOfWeek.Monday, params int[] numbers) => @in;

            internal static Task<int> LiveAsync(this QuerySet<Story> stories) => Task.FromResult(1);

            public static void Nothing(this QuerySet<Story> stories) { }

            public static Dictionary<TKey, T> By<T, TKey>(this QuerySet<T> posts, Func<T, TKey> key, T? other = null)
                where T : Post, IComparable<T>
                where TKey : notnull => [];

            extension(QuerySet<Serial> serials)
            {
                public QuerySet<Serial> Running(int from = 1) => serials;
            }
        }
        """);

    public static readonly (string Path, string Text) Metas = ("Blog/Metas.cs", """"
        using Quintet.Db;
        using Quintet.Db.Migrations;

        namespace Blog.Metas;

        /// <summary>Another database's constraint, written by an app.</summary>
        public sealed class ShortTextAttribute(string field, int length) : ConstraintAttribute
        {
            public string Field { get; } = field;

            public int Length { get; } = length;

            public bool Strict { get; set; }

            public override IEnumerable<string> FieldNames => [Field];

            public override string TableSql(SchemaDialect dialect, ProjectState state, ModelState model) =>
                $"CONSTRAINT {dialect.Quote(Name)} CHECK (LENGTH({dialect.Quote(model.GetField(Field).Column)}) {(Strict ? "<" : "<=")} {Length})";

            public override string CreateSql(SchemaDialect dialect, ProjectState state, ModelState model) => $"ALTER TABLE {dialect.Quote(model.Table)} ADD {TableSql(dialect, state, model)}";

            public override string RemoveSql(SchemaDialect dialect, ProjectState state, ModelState model) => $"ALTER TABLE {dialect.Quote(model.Table)} DROP CONSTRAINT {dialect.Quote(Name)}";

            protected override void Describe(FieldArguments arguments)
            {
                arguments.AddPositional("field", Field);
                arguments.AddPositional("length", Length);
                base.Describe(arguments);
                arguments.Add(nameof(Strict), Strict, false);
            }
        }

        [Meta(Ordering = ["title"], DefaultRelatedName = "%(app_label)s_%(model_name)ss", GetLatestBy = ["-added", "title"], DefaultPermissions = ["view"])]
        [Index("title", Name = "%(class)s_title_idx")]
        [UniqueConstraint("title", "shelf", Name = "%(app_label)s_%(class)s_once")]
        [CheckConstraint("shelf >= 0 OR title = 'it''s \"off\"'", Name = "%(class)s_shelf", ViolationErrorMessage = "No shelf is below the ground.")]
        [UniqueTogether("title", "added")]
        [UniqueTogether("added", "owner")]
        [Permissions("can_lend", "Can lend \"it\"")]
        [Permissions("can_burn", "Can burn it")]
        public abstract partial class Thing : Model
        {
            [CharField(MaxLength = 200)] public string Title { get; set; } = "";

            [IntegerField] public int Shelf { get; set; }

            [DateField(AutoNowAdd = true)] public DateOnly Added { get; set; }

            [ForeignKey(OnDelete.Cascade, RelatedQueryName = "its_%(class)ss")] public partial Owner Owner { get; set; }
        }

        public partial class Owner : Model
        {
            [CharField(MaxLength = 20)] public string Name { get; set; } = "";

            [BooleanField] public bool Active { get; set; } = true;
        }

        public partial class Disc : Thing;

        [Meta(VerboseName = "volume", Managed = false, RequiredDbVendor = "sqlite", DbTableComment = "what is read")]
        [Index(Expressions = ["LOWER(title)", "-shelf"], Name = "lower_title_idx", Condition = "NOT shelf IS NULL", Include = ["added"], OpClasses = ["text_pattern_ops", "int4_ops"])]
        [Index("-shelf", "title")]
        [ShortText("title", 5, Name = "title_short", Strict = true)]
        [UniqueConstraint(Expressions = ["UPPER(title)", "shelf % 10"], Name = "title_upper", ViolationErrorCode = "twice")]
        [UniqueConstraint("owner", Name = "one_each", Deferrable = Deferrable.Immediate, NullsDistinct = false)]
        public partial class Book : Thing;
        """");

    /// <summary>Choices, validators, an app's own field classes, the rarest columns, options that only the database knows.</summary>
    public static readonly (string Path, string Text) Options = ("Blog/Options.cs", """
        using System.Net;
        using System.Text.Json;
        using Quintet.Db;
        using Quintet.Validation;

        namespace Blog.Options;

        public readonly record struct Color(byte Red, byte Green, byte Blue);

        public sealed class ColorField : CharField, IFieldConverter<Color, string>
        {
            public ColorField() => MaxLength = 7;

            protected override int UsualMaxLength => 7;

            public static Color FromDatabase(string value) => new(Convert.ToByte(value[1..3], 16), Convert.ToByte(value[3..5], 16), Convert.ToByte(value[5..7], 16));

            public static string ToDatabase(Color value) => $"#{value.Red:x2}{value.Green:x2}{value.Blue:x2}";
        }

        public sealed class IsbnField : CharField
        {
            public IsbnField() => MaxLength = 13;

            protected override int UsualMaxLength => 13;
        }

        public enum Status : short { Draft, [Label("In print")] InPrint, SoldOut }

        public partial class Paint : Model
        {
            public static readonly Choice[] Sizes = [new("s", "Small"), new("l", "Large", "Big ones")];

            private static string PathOf(Paint paint, string filename) => $"files/{paint.Isbn}/{filename}";

            public static readonly IValidator[] EvenOnly = [new RegexValidator("[02468]$", "Enter an even number.", "odd")];

            [ColorField] public Color Ground { get; set; }
            [ColorField] public Color? Trim { get; set; }
            [IsbnField(Unique = true)] public string Isbn { get; set; } = "";
            [SmallIntegerField] public Status Status { get; set; }
            [CharField(MaxLength = 1, Choices = nameof(Sizes), Blank = true)] public string Size { get; set; } = "";
            [PositiveIntegerField(Validators = nameof(EvenOnly))] public int Even { get; set; }
            [GenericIPAddressField] public IPAddress? Address { get; set; }
            [JsonField] public JsonElement Data { get; set; }
            [JsonField] public JsonElement? More { get; set; }
            [FilePathField(Path = "/tmp", Recursive = true)] public string Place { get; set; } = "";
            [FileField(UploadTo = nameof(PathOf))] public partial FieldFile Doc { get; set; }
            [ImageField(UploadTo = "pictures/")] public partial ImageFile? Picture { get; set; }
            [IntegerField(DbDefault = 7, DbComment = "how many")] public int Stock { get; set; }
            [IntegerField(GeneratedAs = "even * 2")] public int Twice { get; private set; }
            [DateField] public DateOnly Day { get; set; }
            [SlugField(UniqueForMonth = "day", AllowUnicode = true, DbIndex = false)] public string Slug { get; set; } = "";
        }
        """);

    /// <summary>Relations to many and back to one: with a table of their own, with a model of pairs, to the model itself, in a base.</summary>
    public static readonly (string Path, string Text) Links = ("Blog/Links.cs", """
        using Quintet.Db;

        namespace Blog.Links;

        public abstract partial class Tagged : Model
        {
            [ManyToMany(RelatedName = "tagged_%(class)ss")]
            public partial ManyRelated<Tag> Tags { get; }
        }

        public partial class Tag : Model
        {
            [SlugField(PrimaryKey = true)] public string Code { get; set; } = "";
        }

        public partial class Person : Tagged
        {
            [CharField(MaxLength = 20)] public string Name { get; set; } = "";
            [ManyToMany] public partial ManyRelated<Person> Friends { get; }
            [ManyToMany(RelatedName = "fans", Symmetrical = false, DbConstraint = false)] public partial ManyRelated<Person> Heroes { get; }
            public override string ToString() => Name;
        }

        public partial class Passport : Model
        {
            [OneToOne(OnDelete.Cascade)] public partial Person Person { get; set; }
            [CharField(MaxLength = 9)] public string Number { get; set; } = "";
        }

        public partial class Crew : Tagged
        {
            [CharField(MaxLength = 20)] public string Name { get; set; } = "";

            [ManyToMany(Through = typeof(Place), ThroughFields = ["crew", "sailor"], RelatedName = "crews")]
            public partial ManyRelated<Person> Sailors { get; }

            public override string ToString() => Name;
        }

        public partial class Place : Model
        {
            [ForeignKey(OnDelete.Cascade)] public partial Crew Crew { get; set; }
            [ForeignKey(OnDelete.Cascade)] public partial Person Sailor { get; set; }
            [ForeignKey(OnDelete.SetNull, RelatedName = "+")] public partial Person? HiredBy { get; set; }
            [CharField(MaxLength = 20)] public string Rank { get; set; } = "mate";
        }
        """);

    /// <summary>Models that derive from models with tables, at several levels, over an abstract base, with a declared link; proxies.</summary>
    public static readonly (string Path, string Text) Places = ("Blog/Places.cs", """
        using Quintet.Db;

        namespace Blog.Places;

        public partial class Owner : Model
        {
            [CharField(MaxLength = 50)] public string Name { get; set; } = "";
        }

        [Meta(Ordering = ["name"], VerboseName = "a place")]
        public partial class Place : Model
        {
            [CharField(MaxLength = 50)] public string Name { get; set; } = "";
            [CharField(MaxLength = 80, Unique = true)] public string? Address { get; set; }
            [ForeignKey(OnDelete.SetNull, RelatedName = "places")] public partial Owner? Owner { get; set; }

            public string Shout() => Name.ToUpperInvariant();
        }

        [Index("stars")]
        public partial class Restaurant : Place
        {
            [BooleanField] public bool ServesPizza { get; set; }
            [IntegerField] public int Stars { get; set; } = 1;
        }

        [Meta(Ordering = ["-chef"])]
        public partial class ItalianRestaurant : Restaurant
        {
            [CharField(MaxLength = 50)] public string Chef { get; set; } = "";
            [ForeignKey(OnDelete.Protect, RelatedName = "+")] public partial Restaurant? Mother { get; set; }
        }

        public abstract partial class Rated : Place
        {
            [IntegerField] public int Rating { get; set; }
        }

        public partial class Hotel : Rated;

        public partial class Bar : Place
        {
            [BooleanField] public bool HasMusic { get; set; }
            [OneToOne(OnDelete.Cascade, ParentLink = true, RelatedName = "as_bar")] public partial Place Location { get; set; }
        }

        [Meta(Proxy = true, Ordering = ["-name"])]
        public partial class BackwardsPlace : Place
        {
            public string Backwards() => string.Concat(Name.Reverse());
        }

        [Meta(Proxy = true)]
        public partial class Trattoria : ItalianRestaurant;

        public partial class Review : Model
        {
            [ForeignKey(OnDelete.Cascade, RelatedName = "reviews")] public partial Place Place { get; set; }
            [ForeignKey(OnDelete.SetNull)] public partial Restaurant? Better { get; set; }
            [ForeignKey(OnDelete.Cascade, RelatedName = "+")] public partial BackwardsPlace? Shown { get; set; }
            [TextField] public string Text { get; set; } = "";
        }

        public partial class Document : Model
        {
            [CharField(MaxLength = 8, PrimaryKey = true)] public string Code { get; set; } = "";
        }

        public partial class Letter : Document
        {
            [TextField] public string Body { get; set; } = "";
        }
        """);
}
