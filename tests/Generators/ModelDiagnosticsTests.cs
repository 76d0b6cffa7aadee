using Quintet.Reading;

namespace GeneratorsTests;

/// <summary>Each rule about models: source that breaks it, with the place, and the nearest source that does not.</summary>
public class ModelDiagnosticsTests
{
    private const string Author = "public partial class Author : Model { [CharField(MaxLength = 9)] public string Name { get; set; } = \"\"; }\n";

    public static readonly TheoryData<string, string, string, string> Rules = new()
    {
        { "QT3001", "«Book»", "public class Book : Model;", "public partial class Book : Model;" },
        { "QT3001", "«Base»", "public abstract class Base : Model;", "public abstract partial class Base : Model;" },
        {
            "QT3002", "«Outer»",
            "public static class Outer { public partial class Book : Model; }",
            "public static partial class Outer { public partial class Book : Model; }"
        },
        {
            "QT3004", "«Pages»",
            "public partial class Book : Model { [IntegerField] public string Pages { get; set; } = \"\"; }",
            "public partial class Book : Model { [IntegerField] public int? Pages { get; set; } }"
        },
        {
            "QT3004", "«Kind»",
            "public enum Kind : byte { A } public partial class Book : Model { [IntegerField] public Kind Kind { get; set; } }",
            "public enum Kind { A } public partial class Book : Model { [IntegerField] public Kind Kind { get; set; } }"
        },
        {
            "QT3005", "«Author»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public Author Author { get; set; } = null!; }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } }"
        },
        {
            "QT3006", "«Author»",
            "public class Author; public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public Author Author { get; set; } = new(); }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } }"
        },
        {
            "QT3006", "«Owner»",
            "public abstract partial class Base : Model; public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public Base Owner { get; set; } = null!; }",
            "public partial class Base : Model; public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Base Owner { get; set; } }"
        },
        {
            "QT3007", "«Editor»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [ForeignKey(OnDelete.Cascade)] public partial Author Editor { get; set; } }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [ForeignKey(OnDelete.Cascade, RelatedName = \"+\")] public partial Author Editor { get; set; } }"
        },
        {
            "QT3008", "«Author»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"name\")] public partial Author Author { get; set; } }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"names\")] public partial Author Author { get; set; } }"
        },
        {
            "QT3008", "«Author»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"author\")] public partial Author Author { get; set; } }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"authored\")] public partial Author Author { get; set; } }"
        },
        {
            "QT3080", "«Plan»",
            "public partial class Book : Model { [FileField] public string Plan { get; set; } = \"\"; }",
            "public partial class Book : Model { [FileField] public partial FieldFile Plan { get; set; } }"
        },
        {
            "QT3080", "«Cover»",
            "public partial class Book : Model { [ImageField] public ImageFile? Cover { get; set; } }",
            "public partial class Book : Model { [ImageField] public partial ImageFile? Cover { get; set; } }"
        },
        {
            "QT3080", "«Cover»",
            "public partial class Book : Model { [ImageField] public partial FieldFile Cover { get; set; } }",
            "public partial class Book : Model { [ImageField] public partial ImageFile Cover { get; set; } }"
        },
        {
            "QT3081", "«FileField(UploadTo = nameof(PathOf))»",
            "public partial class Book : Model { [FileField(UploadTo = nameof(PathOf))] public partial FieldFile Plan { get; set; } static string PathOf(string name) => name; }",
            "public partial class Book : Model { [FileField(UploadTo = nameof(PathOf))] public partial FieldFile Plan { get; set; } static string PathOf(Model book, string name) => name; }"
        },
        {
            "QT3081", "«FileField(UploadTo = nameof(Folder))»",
            "public partial class Book : Model { const string Folder = \"x\"; [FileField(UploadTo = nameof(Folder))] public partial FieldFile Plan { get; set; } }",
            "public partial class Book : Model { const string Folder = \"x\"; [FileField(UploadTo = Folder)] public partial FieldFile Plan { get; set; } }"
        },
        {
            "QT3081", "«FileField(UploadTo = nameof(PathOf))»",
            "public abstract partial class Base : Model { [FileField(UploadTo = nameof(PathOf))] public partial FieldFile Plan { get; set; } private static string PathOf(Base of, string name) => name; }",
            "public abstract partial class Base : Model { [FileField(UploadTo = nameof(PathOf))] public partial FieldFile Plan { get; set; } protected static string PathOf(Base of, string name) => name; } public partial class Book : Base;"
        },
        {
            "QT3082", "«FileField(UploadTo = \"/srv/docs\")»",
            "public partial class Book : Model { [FileField(UploadTo = \"/srv/docs\")] public partial FieldFile Plan { get; set; } }",
            "public partial class Book : Model { [FileField(UploadTo = \"srv/docs..old/%Y\")] public partial FieldFile Plan { get; set; } }"
        },
        {
            "QT3082", "«FileField(UploadTo = \"docs/../..\")»",
            "public partial class Book : Model { [FileField(UploadTo = \"docs/../..\")] public partial FieldFile Plan { get; set; } }",
            "public partial class Book : Model { [FileField(UploadTo = \"docs\")] public partial FieldFile Plan { get; set; } }"
        },
        {
            "QT3083", "«FileField(PrimaryKey = true)»",
            "public partial class Book : Model { [FileField(PrimaryKey = true)] public partial FieldFile Plan { get; set; } }",
            "public partial class Book : Model { [FileField(Unique = true)] public partial FieldFile Plan { get; set; } }"
        },
        {
            "QT3084", "«ImageField(WidthField = \"wide\")»",
            "public partial class Book : Model { [ImageField(WidthField = \"wide\")] public partial ImageFile Cover { get; set; } }",
            "public partial class Book : Model { [ImageField(WidthField = \"wide\")] public partial ImageFile Cover { get; set; } [IntegerField] public int Wide { get; set; } }"
        },
        {
            "QT3084", "«ImageField(HeightField = nameof(High))»",
            "public partial class Book : Model { [ImageField(HeightField = nameof(High))] public partial ImageFile Cover { get; set; } [FloatField] public double High { get; set; } }",
            "public partial class Book : Model { [ImageField(HeightField = nameof(High))] public partial ImageFile Cover { get; set; } [PositiveIntegerField] public int High { get; set; } }"
        },
        {
            "QT3086", "«IntegerField(GeneratedAs = \"wide * 2\")»",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide * 2\")] public int Twice { get; set; } = 2; }",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide * 2\")] public int Twice { get; private set; } }"
        },
        {
            "QT3086", "«IntegerField(GeneratedAs = \"wide * 2\", DbDefault = 3)»",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide * 2\", DbDefault = 3)] public int Twice { get; set; } }",
            "public partial class Box : Model { [CharField(MaxLength = 9)] public string Name { get; set; } = \"\"; [CharField(MaxLength = 9, GeneratedAs = \"UPPER(name)\")] public string Loud { get; private set; } = \"\"; }"
        },
        {
            "QT3087", "«IntegerField(GeneratedAs = \"twice * 2\")»",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide * 2\")] public int Twice { get; set; } [IntegerField(GeneratedAs = \"twice * 2\")] public int Four { get; set; } }",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide * 2\")] public int Twice { get; set; } [IntegerField(GeneratedAs = \"wide * 4\")] public int Four { get; set; } }"
        },
        {
            "QT3087", "«IntegerField(GeneratedAs = \"wide * deep\")»",
            "public partial class Flat : Model { [IntegerField] public int Wide { get; set; } } public partial class Box : Flat { [IntegerField] public int Deep { get; set; } [IntegerField(GeneratedAs = \"wide * deep\")] public int Area { get; set; } }",
            "public abstract partial class Flat : Model { [IntegerField] public int Wide { get; set; } } public partial class Box : Flat { [IntegerField] public int Deep { get; set; } [IntegerField(GeneratedAs = \"wide * deep\")] public int Area { get; set; } }"
        },
        {
            "QT3021", "«IntegerField(GeneratedAs = \"high * 2\")»",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"high * 2\")] public int Twice { get; set; } }",
            "public abstract partial class Base : Model { [IntegerField(GeneratedAs = \"high * 2\")] public int Twice { get; set; } } public partial class Box : Base { [IntegerField] public int High { get; set; } }"
        },
        {
            "QT3050", "«IntegerField(GeneratedAs = \"wide *\")»",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide *\")] public int Twice { get; set; } }",
            "public partial class Box : Model { [IntegerField] public int Wide { get; set; } [IntegerField(GeneratedAs = \"wide * 1\")] public int Twice { get; set; } }"
        },
        {
            "QT3009", "«CharField»",
            "public partial class Book : Model { [CharField] public string Title { get; set; } = \"\"; }",
            "public partial class Book : Model { [CharField(MaxLength = 1)] public string Title { get; set; } = \"\"; [SlugField] public string Slug { get; set; } = \"\"; }"
        },
        {
            "QT3010", "«Title»",
            "public partial class Book : Model { [TextField] public required string Title { get; set; } }",
            "public partial class Book : Model { [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3011", "«Writer»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [IntegerField(DbColumn = \"Author_Id\")] public int Writer { get; set; } }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [IntegerField(DbColumn = \"writer_id\")] public int Writer { get; set; } }"
        },
        {
            "QT3012", "«Title»",
            "public partial class Book : Model { [TextField, SlugField] public string Title { get; set; } = \"\"; }",
            "public partial class Book : Model { [TextField, Obsolete] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3013", "«Book»",
            "public partial class Book : Model { public int Id { get; set; } }",
            "public partial class Book : Model { [IntegerField(PrimaryKey = true)] public int Id { get; set; } }"
        },
        {
            "QT3013", "«Book»",
            "public partial class Book : Model { public static int Objects => 1; }",
            "public partial class Book : Model { public static int Things => 1; }"
        },
        {
            "QT3014", "«Title»",
            "public partial class Book : Model { [TextField] public string Title { get; } = \"\"; }",
            "public partial class Book : Model { [TextField] public string Title { get; private set; } = \"\"; }"
        },
        {
            "QT3014", "«Title»",
            "public abstract partial class Base : Model { [TextField] public string Title { get; private set; } = \"\"; }",
            "public abstract partial class Base : Model { [TextField] public string Title { get; protected set; } = \"\"; } public partial class Book : Base;"
        },
        { "QT3015", "«Book»", "public partial class Book<T> : Model;", "public partial class Book : Model;" },
        { "QT3016", "«Book»", "public partial class Book : Model { public Book(int x) => _ = x; }", "public partial class Book : Model { public Book(int x) => _ = x; public Book() { } }" },
        {
            "QT3017", "«Book»",
            "public partial class Book : Model; public static partial class Old { public partial class Book : Model; }",
            "public partial class Book : Model; public static partial class Old { public partial class OldBook : Model; }"
        },
        {
            "QT3018", "«Book»",
            Author + "[Meta(DbTable = \"blog_author\")] public partial class Book : Model;",
            Author + "[Meta(DbTable = \"blog_other\")] public partial class Book : Model;"
        },
        {
            "QT3019", "«DecimalField(MaxDigits = 2, DecimalPlaces = 3)»",
            "public partial class Book : Model { [DecimalField(MaxDigits = 2, DecimalPlaces = 3)] public decimal Price { get; set; } }",
            "public partial class Book : Model { [DecimalField(MaxDigits = 3, DecimalPlaces = 3)] public decimal Price { get; set; } }"
        },
        {
            "QT3020", "«Book»",
            "public partial class Book : Model { [IntegerField(PrimaryKey = true)] public int A { get; set; } [IntegerField(PrimaryKey = true)] public int B { get; set; } }",
            "public partial class Book : Model { [IntegerField(PrimaryKey = true)] public int A { get; set; } [IntegerField] public int B { get; set; } }"
        },
        {
            "QT3021", "«Meta(Ordering = [\"-titel\"])»",
            "[Meta(Ordering = [\"-titel\"])] public partial class Book : Model { [TextField] public string Title { get; set; } = \"\"; }",
            "[Meta(Ordering = [\"-title\", \"pk\", \"?\"])] public partial class Book : Model { [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3021", "«Index(\"name\")»",
            "[Index(\"name\")] public partial class Book : Model;",
            Author + "[Index(\"id\"), Meta(Ordering = [\"author__name\", \"author_id\"])] public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } }"
        },
        {
            "QT3022", "«Author»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.SetNull)] public partial Author Author { get; set; } }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.SetNull)] public partial Author? Author { get; set; } }"
        },
        {
            "QT3023", "«First__Name»",
            "public partial class Book : Model { [TextField] public string First__Name { get; set; } = \"\"; }",
            "public partial class Book : Model { [TextField] public string First_Name { get; set; } = \"\"; }"
        },
        {
            "QT3024", "«TextField»",
            "public class Note { [TextField] public string Body { get; set; } = \"\"; }",
            "public partial class Note : Model { [TextField] public string Body { get; set; } = \"\"; }"
        },
        {
            "QT3026", "«ColorField»",
            "public class ColorField : Field; public partial class Book : Model { [ColorField] public string Color { get; set; } = \"\"; }",
            "public class ColorField : TextField; public partial class Book : Model { [ColorField] public string Color { get; set; } = \"\"; }"
        },
        {
            "QT3027", "«CharField(MaxLength = 1, Choices = nameof(Kinds))»",
            "public partial class Book : Model { [CharField(MaxLength = 1, Choices = nameof(Kinds))] public string Kind { get; set; } = \"\"; static readonly string[] Kinds = [\"a\"]; }",
            "public partial class Book : Model { [CharField(MaxLength = 1, Choices = nameof(Kinds))] public string Kind { get; set; } = \"\"; static readonly Choice[] Kinds = [new(\"a\", \"A\")]; }"
        },
        {
            "QT3027", "«IntegerField(Validators = \"Gone\")»",
            "public partial class Book : Model { [IntegerField(Validators = \"Gone\")] public int Pages { get; set; } }",
            "public partial class Book : Model { [IntegerField(Validators = nameof(Few))] public int Pages { get; set; } static List<Quintet.Validation.IValidator> Few => []; }"
        },
        {
            "QT3028", "«ColorField»",
            "public class ColorField : TextField, IFieldConverter<int, int> { public static int FromDatabase(int v) => v; public static int ToDatabase(int v) => v; } public partial class Book : Model { [ColorField] public int Color { get; set; } }",
            "public class ColorField : IntegerField, IFieldConverter<string, int> { public static string FromDatabase(int v) => \"\"; public static int ToDatabase(string v) => 1; } public partial class Book : Model { [ColorField] public string Color { get; set; } = \"\"; }"
        },
        {
            "QT3029", "«Greet»",
            Author + "public static class Receivers { [Receiver] public static async Task Greet(PostSave<Author> signal) => await Task.Yield(); }",
            Author + "public static class Receivers { [Receiver] public static void Greet(PostSave<Author> signal) { } }"
        },
        {
            "QT3029", "«Greet»",
            Author + "public static class Receivers { [Receiver] private static void Greet(PostSave<Author> signal) { } }",
            Author + "internal static class Receivers { [Receiver] internal static void Greet(PostSave<Model> signal) { } }"
        },
        {
            "QT3030", "«Authors»",
            Author + "public partial class Book : Model { [ManyToMany] public List<Author> Authors { get; set; } = []; }",
            Author + "public partial class Book : Model { [ManyToMany] public partial ManyRelated<Author> Authors { get; } }"
        },
        {
            "QT3031", "«ManyToMany(Through = typeof(Role))»",
            Author + "public partial class Book : Model { [ManyToMany(Through = typeof(Role))] public partial ManyRelated<Author> Authors { get; } } public partial class Role : Model { [ForeignKey(OnDelete.Cascade)] public partial Book Book { get; set; } }",
            Author + "public partial class Book : Model { [ManyToMany(Through = typeof(Role))] public partial ManyRelated<Author> Authors { get; } } public partial class Role : Model { [ForeignKey(OnDelete.Cascade)] public partial Book Book { get; set; } [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } }"
        },
        {
            "QT3031", "«ManyToMany(Through = typeof(Role))»",
            Author + "public partial class Book : Model { [ManyToMany(Through = typeof(Role))] public partial ManyRelated<Author> Authors { get; } } public partial class Role : Model { [ForeignKey(OnDelete.Cascade)] public partial Book Book { get; set; } [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [ForeignKey(OnDelete.Cascade, RelatedName = \"+\")] public partial Author Agent { get; set; } }",
            Author + "public partial class Book : Model { [ManyToMany(Through = typeof(Role), ThroughFields = [\"book\", \"author\"])] public partial ManyRelated<Author> Authors { get; } } public partial class Role : Model { [ForeignKey(OnDelete.Cascade)] public partial Book Book { get; set; } [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [ForeignKey(OnDelete.Cascade, RelatedName = \"+\")] public partial Author Agent { get; set; } }"
        },
        {
            "QT3032", "«Target»",
            Author + Tag("[GenericForeignKey] public Author? Target { get; set; }"),
            Author + Tag("[GenericForeignKey] public partial Model? Target { get; set; }")
        },
        {
            "QT3033", "«GenericForeignKey(\"content_type\", \"key\")»",
            Author + Tag("[GenericForeignKey(\"content_type\", \"key\")] public partial Model? Target { get; set; }"),
            Author + Tag("[GenericForeignKey(\"content_type\", \"object_id\")] public partial Model? Target { get; set; }")
        },
        {
            "QT3033", "«GenericRelation»",
            Author + "public partial class Book : Model { [GenericRelation] public partial GenericRelated<Author> Tags { get; } }",
            Author + Tag("[GenericForeignKey] public partial Model? Target { get; set; }") + "public partial class Book : Model { [GenericRelation] public partial GenericRelated<Tag> Tags { get; } }"
        },
        {
            "QT3034", "«Tags»",
            Author + Tag("[GenericForeignKey] public partial Model? Target { get; set; }") + "public partial class Book : Model { [GenericRelation] public List<Tag> Tags { get; set; } = []; }",
            Author + Tag("[GenericForeignKey] public partial Model? Target { get; set; }") + "public partial class Book : Model { [GenericRelation(RelatedQueryName = \"book\")] public partial GenericRelated<Tag> Tags { get; } }"
        },
        {
            "QT3021", "«CheckConstraint(\"pagez > 1\", Name = \"p\")»",
            "[CheckConstraint(\"pagez > 1\", Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[CheckConstraint(\"pages > 1 AND LOWER(title) <> 'none' OR pk IS NULL\", Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3021", "«UniqueConstraint(\"pages\", Name = \"p\", Condition = \"titel IS NULL\")»",
            "[UniqueConstraint(\"pages\", Name = \"p\", Condition = \"titel IS NULL\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[UniqueConstraint(\"pages\", Name = \"p\", Condition = \"title IS NULL\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3021", "«UniqueTogether(\"pages\", \"titel\")»",
            "[UniqueTogether(\"pages\", \"titel\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[UniqueTogether(\"pages\", \"title\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3021", "«Index(\"pages\", Name = \"p\", Include = [\"titel\"])»",
            "[Index(\"pages\", Name = \"p\", Include = [\"titel\"])] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(\"pages\", Name = \"p\", Include = [\"title\"])] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3021", "«Meta(GetLatestBy = [\"-page\"])»",
            "[Meta(GetLatestBy = [\"-page\"])] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Meta(GetLatestBy = [\"-pages\"])] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3050", "«CheckConstraint(\"pages >\", Name = \"p\")»",
            "[CheckConstraint(\"pages >\", Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[CheckConstraint(\"pages > -1\", Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3050", "«Index(Expressions = [\"-LOWER(title\"], Name = \"p\")»",
            "[Index(Expressions = [\"-LOWER(title\"], Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(Expressions = [\"-LOWER(title)\"], Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3051", "«CheckConstraint(\"pages > 0\")»",
            "[CheckConstraint(\"pages > 0\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[CheckConstraint(\"pages > 0\", Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3051", "«Index(\"pages\", Condition = \"pages > 0\")»",
            "[Index(\"pages\", Condition = \"pages > 0\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(\"pages\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3052", "«Index(\"pages\", Name = \"_pages\")»",
            "[Index(\"pages\", Name = \"_pages\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(\"pages\", Name = \"pages_\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3052", "«Index(\"pages\", Name = \"a_name_that_is_far_too_long_here\")»",
            "[Index(\"pages\", Name = \"a_name_that_is_far_too_long_here\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(\"pages\", Name = \"a_name_that_is_30_letters_long\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3052", "«Index(\"id\", Name = \"%(app_label)s_%(class)s_by_its_identity\")»",
            "[Index(\"id\", Name = \"%(app_label)s_%(class)s_by_its_identity\")] public abstract partial class Base : Model; public partial class Encyclopedia : Base;",
            "[Index(\"id\", Name = \"%(app_label)s_%(class)s_by_its_identity\")] public abstract partial class Base : Model; public partial class Book : Base;"
        },
        {
            "QT3053", "«Index(\"id\", Name = \"x\")»",
            "[CheckConstraint(\"id > 0\", Name = \"x\")] public partial class Author : Model; [Index(\"id\", Name = \"x\")] public partial class Book : Model;",
            "[CheckConstraint(\"id > 0\", Name = \"%(class)s_x\")] public abstract partial class Base : Model; public partial class Author : Base; public partial class Book : Base;"
        },
        {
            "QT3054", "«Index»",
            "[Index] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(\"pages\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3054", "«UniqueConstraint(\"pages\", Expressions = [\"LOWER(title)\"], Name = \"p\")»",
            "[UniqueConstraint(\"pages\", Expressions = [\"LOWER(title)\"], Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[UniqueConstraint(Expressions = [\"LOWER(title)\"], Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3054", "«UniqueConstraint(\"pages\", Condition = \"pages > 1\", Deferrable = Deferrable.Deferred, Name = \"p\")»",
            "[UniqueConstraint(\"pages\", Condition = \"pages > 1\", Deferrable = Deferrable.Deferred, Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[UniqueConstraint(\"pages\", Deferrable = Deferrable.Deferred, Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3054", "«Index(\"pages\", \"title\", OpClasses = [\"text_ops\"], Name = \"p\")»",
            "[Index(\"pages\", \"title\", OpClasses = [\"text_ops\"], Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }",
            "[Index(\"title\", OpClasses = [\"text_ops\"], Name = \"p\")] public partial class Book : Model { [IntegerField] public int Pages { get; set; } [TextField] public string Title { get; set; } = \"\"; }"
        },
        {
            "QT3060", "«Book»",
            "public partial class Book : Model { public override Task SaveAsync(SaveOptions options, CancellationToken c = default) => base.SaveAsync(options, c); }",
            "public partial class Book : Model { public override void Save(SaveOptions options) => base.Save(options); }"
        },
        {
            "QT3060", "«Book»",
            "public abstract partial class Base : Model { public override DeletionResult Delete(string? u = null, bool k = false) => base.Delete(u, k); } public partial class Book : Base { public override Task<DeletionResult> DeleteAsync(string? u = null, bool k = false, CancellationToken c = default) => base.DeleteAsync(u, k, c); }",
            "public abstract partial class Base : Model { public override DeletionResult Delete(string? u = null, bool k = false) => base.Delete(u, k); } public partial class Book : Base { public override DeletionResult Delete(string? u = null, bool k = false) => base.Delete(u, k); }"
        },
        {
            "QT3061", "«Author»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Set)] public partial Author Author { get; set; } }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Set, SetValue = nameof(Sentinel))] public partial Author? Author { get; set; } static long? Sentinel => null; }"
        },
        {
            "QT3061", "«Author»",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Set, SetValue = nameof(Sentinel))] public partial Author Author { get; set; } static string Sentinel() => \"\"; }",
            Author + "public partial class Book : Model { [ForeignKey(OnDelete.Set, SetValue = nameof(Sentinel))] public partial Author Author { get; set; } static Author Sentinel() => new(); }"
        },
        {
            "QT3070", "«Quintet.Contrib.Postgres.ArrayField<CharField>»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<CharField>] public string[] Tags { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<CharField>(MaxLength = 9)] public string[] Tags { get; set; } = []; [Quintet.Contrib.Postgres.ArrayField<SlugField>] public string[] Slugs { get; set; } = []; }"
        },
        {
            "QT3070", "«Quintet.Contrib.Postgres.ArrayField<IntegerField>(MaxLength = 9)»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<IntegerField>(MaxLength = 9)] public int[] Sizes { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<IntegerField>(Size = 9)] public int?[] Sizes { get; set; } = []; }"
        },
        {
            "QT3070", "«Quintet.Contrib.Postgres.ArrayField<DecimalField>(MaxDigits = 2, DecimalPlaces = 3)»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<DecimalField>(MaxDigits = 2, DecimalPlaces = 3)] public decimal[] Sizes { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<DecimalField>(MaxDigits = 3, DecimalPlaces = 3)] public decimal[]? Sizes { get; set; } }"
        },
        {
            "QT3070", "«Quintet.Contrib.Postgres.ArrayField<Quintet.Contrib.Postgres.ArrayField<IntegerField>>»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<Quintet.Contrib.Postgres.ArrayField<IntegerField>>] public int[][] Sizes { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<IntegerField>] public int[] Sizes { get; set; } = []; }"
        },
        {
            "QT3070", "«Quintet.Contrib.Postgres.ArrayField<FileField>»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<FileField>] public string[] Files { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<TextField>] public string[] Files { get; set; } = []; }"
        },
        {
            "QT3070", "«Quintet.Contrib.Postgres.ArrayField<BigAutoField>»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<BigAutoField>] public long[] Keys { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<BigIntegerField>] public long[] Keys { get; set; } = []; }"
        },
        {
            "QT3021", "«Quintet.Contrib.Postgres.ExclusionConstraint(\"rom WITH =\", Name = \"x\")»",
            "[Quintet.Contrib.Postgres.ExclusionConstraint(\"rom WITH =\", Name = \"x\")] public partial class Book : Model { [IntegerField] public int Room { get; set; } }",
            "[Quintet.Contrib.Postgres.ExclusionConstraint(\"room WITH =\", Name = \"x\", Condition = \"room > 1\")] public partial class Book : Model { [IntegerField] public int Room { get; set; } }"
        },
        {
            "QT3050", "«Quintet.Contrib.Postgres.ExclusionConstraint(\"room =\", Name = \"x\")»",
            "[Quintet.Contrib.Postgres.ExclusionConstraint(\"room =\", Name = \"x\")] public partial class Book : Model { [IntegerField] public int Room { get; set; } }",
            "[Quintet.Contrib.Postgres.ExclusionConstraint(\"room with =\", Name = \"x\", IndexType = \"hash\")] public partial class Book : Model { [IntegerField] public int Room { get; set; } }"
        },
        {
            "QT3004", "«Tags»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<TextField>] public int[] Tags { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.ArrayField<TextField>] public string[] Tags { get; set; } = []; }"
        },
        {
            "QT3004", "«Data»",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.HStoreField] public System.Collections.Generic.Dictionary<string, int> Data { get; set; } = []; }",
            "public partial class Book : Model { [Quintet.Contrib.Postgres.HStoreField] public System.Collections.Generic.Dictionary<string, string?> Data { get; set; } = []; }"
        },
        {
            "QT3028", "«SpotField»",
            "public class SpotField : Field, IFieldConverter<string, System.Uri> { public static string FromDatabase(System.Uri v) => v.ToString(); public static System.Uri ToDatabase(string v) => new(v); } public partial class Book : Model { [SpotField] public string Spot { get; set; } = \"\"; }",
            "public class SpotField : Field, IFieldConverter<string, int> { public static string FromDatabase(int v) => $\"{v}\"; public static int ToDatabase(string v) => v.Length; } public partial class Book : Model { [SpotField] public string Spot { get; set; } = \"\"; }"
        },
        {
            "QT3040", "«Famous»",
            Author + "[Meta(Proxy = true)] public partial class Famous : Author { [IntegerField] public int Prizes { get; set; } }",
            Author + "[Meta(Proxy = true, Ordering = [\"-name\"])] public partial class Famous : Author { public int Prizes => 1; }"
        },
        {
            "QT3040", "«Famous»",
            "public abstract partial class Base : Model; [Meta(Proxy = true)] public partial class Famous : Base;",
            "public partial class Base : Model; [Meta(Proxy = true)] public partial class Famous : Base;"
        },
        {
            "QT3041", "«Name»",
            Author + "public partial class Poet : Author { [CharField(MaxLength = 7)] public new string Name { get; set; } = \"\"; }",
            Author + "public partial class Poet : Author { [CharField(MaxLength = 7)] public string PenName { get; set; } = \"\"; }"
        },
        {
            "QT3041", "«NAME»",
            Author + "public partial class Poet : Author; public partial class Laureate : Poet { [TextField] public string NAME { get; set; } = \"\"; }",
            "public abstract partial class Base : Model { [TextField] public virtual string Name { get; set; } = \"\"; } public partial class Poet : Base { [TextField] public override string Name { get; set; } = \"\"; }"
        },
        {
            "QT3042", "«Link»",
            Author + "public partial class Pen : Model; public partial class Poet : Author { [OneToOne(OnDelete.Cascade, ParentLink = true)] public partial Pen Link { get; set; } }",
            Author + "public partial class Poet : Author { [OneToOne(OnDelete.Cascade, ParentLink = true)] public partial Author Link { get; set; } }"
        },
        {
            "QT3042", "«Link»",
            Author + "public partial class Poet : Model { [OneToOne(OnDelete.Cascade, ParentLink = true)] public partial Author Link { get; set; } }",
            Author + "public partial class Poet : Model { [OneToOne(OnDelete.Cascade, PrimaryKey = true)] public partial Author Link { get; set; } }"
        },
        {
            "QT3043", "«Code»",
            Author + "public partial class Poet : Author { [IntegerField(PrimaryKey = true)] public int Code { get; set; } }",
            Author + "public partial class Poet : Author { [IntegerField(Unique = true)] public int Code { get; set; } }"
        },
        {
            "QT3044", "«Poet»",
            "public partial class Author : Model { [TextField] public string Name { get; private set; } = \"\"; } public partial class Poet : Author;",
            "public partial class Author : Model { [TextField] public string Name { get; protected set; } = \"\"; } public partial class Poet : Author;"
        },
        {
            "QT3007", "«Editor»",
            Author + "public partial class Poet : Author; public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [ForeignKey(OnDelete.Cascade)] public partial Poet Editor { get; set; } }",
            Author + "public partial class Poet : Author; public partial class Book : Model { [ForeignKey(OnDelete.Cascade)] public partial Author Author { get; set; } [ForeignKey(OnDelete.Cascade, RelatedName = \"edited\")] public partial Poet Editor { get; set; } }"
        },
        {
            "QT3008", "«Author»",
            Author + "public partial class Poet : Author { public int Books => 1; } public partial class Book : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"books\")] public partial Author Author { get; set; } }",
            Author + "public partial class Poet : Author { public int Verses => 1; } public partial class Book : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"books\")] public partial Author Author { get; set; } }"
        },
        {
            "QT3021", "«Index(\"name\")»",
            Author + "[Index(\"name\")] public partial class Poet : Author { [TextField] public string Style { get; set; } = \"\"; }",
            Author + "[Index(\"style\"), Meta(Ordering = [\"name\", \"style\", \"author_ptr\"])] public partial class Poet : Author { [TextField] public string Style { get; set; } = \"\"; }"
        },
        {
            "QT3062", "«Manager<Wrong>»",
            "[Manager<Wrong>] public partial class Book : Model; public partial class Author : Model; public class Wrong(ModelMeta<Author> model) : Manager<Author>(model);",
            "[Manager<Right>] public partial class Book : Model; public class Right(ModelMeta<Book> model) : Manager<Book>(model);"
        },
        {
            "QT3062", "«Manager<Wrong>»",
            "[Manager<Wrong>] public partial class Book : Model; public class Wrong() : Manager<Book>(Book.Meta);",
            "[Manager<Right>] internal partial class Book : Model; internal class Right(ModelMeta<Book> model) : Manager<Book>(model) { public Right() : this(Book.Meta) { } }"
        },
        {
            "QT3062", "«Manager(typeof(Live<>))»",
            "[Manager(typeof(Live<>))] public partial class Book : Model; public abstract partial class Post : Model; public class Live<T>(ModelMeta<T> model) : Manager<T>(model) where T : Post;",
            "[Manager(typeof(Live<>))] public abstract partial class Post : Model; public partial class Story : Post; public class Live<T>(ModelMeta<T> model) : Manager<T>(model) where T : Post;"
        },
        {
            "QT3063", "«Manager<Other>(\"Title\")»",
            "[Manager<Other>(\"Title\")] public partial class Book : Model { [TextField] public string Title { get; set; } = \"\"; } public class Other(ModelMeta<Book> model) : Manager<Book>(model);",
            "[Manager<Other>(\"Titled\"), Manager<Other>] public partial class Book : Model { [TextField] public string Title { get; set; } = \"\"; } public class Other(ModelMeta<Book> model) : Manager<Book>(model);"
        },
        {
            "QT3063", "«Manager<Other>(\"no name\")»",
            "[Manager<Other>(\"no name\")] public partial class Book : Model; public class Other(ModelMeta<Book> model) : Manager<Book>(model);",
            "[Manager<Other>(\"event\")] public partial class Book : Model; public class Other(ModelMeta<Book> model) : Manager<Book>(model);"
        },
        {
            "QT3064", "«Meta(DefaultManagerName = \"publishd\")»",
            "[Manager<Other>(\"Published\"), Meta(DefaultManagerName = \"publishd\")] public partial class Book : Model; public class Other(ModelMeta<Book> model) : Manager<Book>(model);",
            "[Manager<Other>(\"Published\"), Meta(DefaultManagerName = \"published\", BaseManagerName = \"objects\")] public partial class Book : Model; public class Other(ModelMeta<Book> model) : Manager<Book>(model);"
        },
        {
            "QT3065", "«BookQueries»",
            "public partial class Book : Model; [QuerySetMethods] public static class BookQueries { public static QuerySet<Book> Some(this QuerySet<Book> books) => books; }",
            "public partial class Book : Model; [QuerySetMethods] public static partial class BookQueries { public static QuerySet<Book> Some(this QuerySet<Book> books) => books; }"
        },
        {
            "QT3066", "«BookQueries»",
            "public partial class Book : Model; [QuerySetMethods] public static partial class BookQueries { public static QuerySet<Book> Some(QuerySet<Book> books) => books; static QuerySet<Book> Hidden(this QuerySet<Book> books) => books; }",
            "public partial class Book : Model; [QuerySetMethods] public static partial class BookQueries { internal static QuerySet<Book> Some(this QuerySet<Book> books) => books; }"
        },
        {
            "QT3067", "«Country»",
            "public partial class Country : Model { [CharField(MaxLength = 2)] public string Code { get; set; } = \"\"; } public partial class City : Model { [ForeignKey(OnDelete.Cascade, ToField = \"code\")] public partial Country Country { get; set; } }",
            "[UniqueConstraint(\"code\", Name = \"one\")] public partial class Country : Model { [CharField(MaxLength = 2)] public string Code { get; set; } = \"\"; } public partial class City : Model { [ForeignKey(OnDelete.Cascade, ToField = \"code\")] public partial Country Country { get; set; } }"
        },
        {
            "QT3067", "«Country»",
            "public partial class Country : Model { [CharField(MaxLength = 2, Unique = true)] public string Code { get; set; } = \"\"; } public partial class City : Model { [ForeignKey(OnDelete.Cascade, ToField = \"kode\")] public partial Country Country { get; set; } }",
            "public partial class Country : Model { [CharField(MaxLength = 2, Unique = true)] public string Code { get; set; } = \"\"; } public partial class City : Model { [OneToOne(OnDelete.Cascade, ToField = \"code\")] public partial Country? Country { get; set; } }"
        },
        {
            "QT3067", "«Country»",
            "public partial class Place : Model { [CharField(MaxLength = 2, Unique = true)] public string Code { get; set; } = \"\"; } public partial class Country : Place; public partial class City : Model { [ForeignKey(OnDelete.Cascade, ToField = \"code\")] public partial Country Country { get; set; } }",
            "public abstract partial class Place : Model { [CharField(MaxLength = 2, Unique = true)] public string Code { get; set; } = \"\"; } public partial class Country : Place; public partial class City : Model { [ForeignKey(OnDelete.Cascade, ToField = \"code\")] public partial Country Country { get; set; } }"
        },
        {
            "QT3068", "«Meta(AutoField = typeof(UuidField))»",
            "[Meta(AutoField = typeof(UuidField))] public partial class Book : Model;",
            "public class Counted : SmallAutoField; [Meta(AutoField = typeof(Counted))] public partial class Book : Model { public short Key => Id; }"
        },
        {
            "QT3069", "«Meta(OrderWithRespectTo = \"text\")»",
            "[Meta(OrderWithRespectTo = \"text\")] public partial class Answer : Model { [TextField] public string Text { get; set; } = \"\"; }",
            "public partial class Question : Model; [Meta(OrderWithRespectTo = \"question\")] public partial class Answer : Model { [ForeignKey(OnDelete.Cascade)] public partial Question Question { get; set; } }"
        },
        {
            "QT3069", "«Meta(OrderWithRespectTo = \"question\", Ordering = [\"id\"])»",
            "public partial class Question : Model; [Meta(OrderWithRespectTo = \"question\", Ordering = [\"id\"])] public partial class Answer : Model { [ForeignKey(OnDelete.Cascade)] public partial Question Question { get; set; } }",
            "public partial class Question : Model; [Meta(OrderWithRespectTo = \"question\")] public abstract partial class Said : Model { [ForeignKey(OnDelete.Cascade, RelatedName = \"+\")] public partial Question Question { get; set; } } public partial class Answer : Said;"
        },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_fires_at_its_place_and_only_where_it_is_broken(string id, string place, string broken, string sound)
    {
        Assert.Equal([$"{id} at {place}"], Harness.RunBlog(broken).Findings());
        Harness.RunBlog(sound).AssertCompiles();
    }

    [Fact]
    public void Every_rule_about_models_has_a_case()
    {
        // QT3003 has a test of its own, and QT3088 is about queries: the language server finds it, and tests/Ide has its cases.
        var covered = Rules.Select(row => (string)row[0]).Append("QT3003").Append("QT3088").Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(DiagnosticTable.All.Where(r => r.Category == RuleCategory.Models).Select(r => r.Id), covered);
    }

    [Fact]
    public void A_model_outside_of_every_app()
    {
        var run = Harness.Run(Samples.BlogApp, ("Models.cs", "using Quintet.Db; namespace Blogger; public partial class Post : Model;"));
        Assert.Equal(["QT3003 at «Post»"], run.Findings());
    }

    [Fact]
    public void The_longest_namespace_owns_a_model()
    {
        var run = Harness.Run(
            Samples.BlogApp,
            ("Blog/Deep/Apps.cs", "namespace Blog.Deep; public partial class DeepApp : AppConfig;"),
            ("Models.cs", "using Quintet.Db; namespace Blog.Deep.Inner { public partial class Post : Model; } namespace Blog.Deeper { public partial class Note : Model; }"));
        run.AssertCompiles();
        Assert.Contains("\"deep\",", run.Generated.Single(g => g.Name == "Blog.Deep.Inner.Post.g.cs").Text);
        Assert.Contains("\"blog\",", run.Generated.Single(g => g.Name == "Blog.Deeper.Note.g.cs").Text);
    }

    [Fact]
    public void What_is_wrong_in_a_base_is_said_once_and_at_the_base()
    {
        var run = Harness.RunBlog("public abstract partial class Base : Model { [CharField] public string Name { get; set; } = \"\"; } public partial class A : Base; public partial class B : Base;");
        Assert.Equal(["QT3009 at «CharField»"], run.Findings());
    }

    [Fact]
    public void A_message_says_what_was_found_and_what_to_do()
    {
        var run = Harness.RunBlog("public partial class Book : Model { [IntegerField] public string Pages { get; set; } = \"\"; }");
        var message = Assert.Single(run.Result.Diagnostics).GetMessage();
        Assert.Equal("[IntegerField] cannot be stored in 'Pages', which is of type 'string'; it needs 'int' or an enum of it.", message);
    }

    [Fact]
    public void A_pragma_silences_a_diagnostic()
    {
        var run = Harness.Run(Samples.BlogApp, ("Note.cs", "using Quintet.Db;\n#pragma warning disable QT3024\npublic class Note { [TextField] public string Body { get; set; } = \"\"; }\n"));
        Assert.Empty(run.Findings());
    }

    private static string Tag(string property) =>
        $"public partial class Tag : Model {{ [ForeignKey(OnDelete.Cascade)] public partial ContentType ContentType {{ get; set; }} [BigIntegerField] public long ObjectId {{ get; set; }} {property} }}\n";
}
