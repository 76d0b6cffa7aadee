using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;
using WebTests.Shelf.Migrations;

namespace WebTests.Shelf;

/// <summary>A model whose app comes with migrations of several kinds; what the generator would write stands below.</summary>
public class Box : Model
{
    public long Id { get; set; }

    public string Name { get; set; } = "";

    public string Note { get; set; } = "";

    public int Pages { get; set; }

    public override object? Pk
    {
        get => Id == 0 ? null : Id;
        set => Id = value is null ? 0 : (long)value;
    }

    public override ModelMeta GetMeta() => WithFields("note", "pages");

    /// <summary>The model with its name and some of its other fields.</summary>
    public static ModelMeta<Box> WithFields(params string[] names) => With(new(), names);

    public static ModelMeta<Box> With(MetaAttribute options, params string[] names)
    {
        FieldMeta[] fields =
        [
            new FieldMeta<Box, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v),
            new FieldMeta<Box, string>("name", "Name", new CharField { MaxLength = 100 }, static m => m.Name, static (m, v) => m.Name = v),
            new FieldMeta<Box, string>("note", "Note", new CharField { MaxLength = 50, Default = "" }, static m => m.Note, static (m, v) => m.Note = v),
            new FieldMeta<Box, int>("pages", "Pages", new IntegerField { Default = 0 }, static m => m.Pages, static (m, v) => m.Pages = v),
        ];
        return new("shelf", [.. fields.Where(field => field.Name is "id" or "name" || names.Contains(field.Name))], static () => new Box(), static (_, _) => new Box()) { Options = options };
    }
}

/// <summary>The app with some migrations: one class for each project of the tests.</summary>
public abstract class ShelfApp(ModelMeta? model, params Func<Migration>[] migrations) : AppConfig
{
    public override string Label => "shelf";

    public override string SourcePath => "Shelf";

    public override Manifest Manifest { get; } = new([.. model is null ? [] : new object[] { model }, .. migrations.Select(create => new MigrationRegistration("shelf", create))]);
}

/// <summary>Five migrations: made, filled by code that others may call, by code that they may not, and by SQL that mattered once.</summary>
public class LongShelfApp() : ShelfApp(Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_Note(), static () => new M0003_Fill(), static () => new M0004_Once(), static () => new M0005_Pages());

/// <summary>Its model may give way to the one that the setting names.</summary>
public class SwappableShelfApp() : ShelfApp(Box.With(new() { Swappable = "AuthUserModel" }, "note", "pages"));

/// <summary>The same after squashmigrations.</summary>
public class SquashedShelfApp() : ShelfApp(
    Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_Note(), static () => new M0003_Fill(), static () => new M0004_Once(), static () => new M0005_Pages(),
    static () => new M0001_Squashed0005Pages());

/// <summary>Two people made a second migration each.</summary>
public class ForkedShelfApp() : ShelfApp(Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_Note(), static () => new M0002_Pages());

public class MergedShelfApp() : ShelfApp(Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_Note(), static () => new M0002_Pages(), static () => new M0003_Merge0002Note0002Pages());

/// <summary>Two people added the same field.</summary>
public class ClashingShelfApp() : ShelfApp(Box.WithFields("note"), static () => new M0001_Initial(), static () => new M0002_Note(), static () => new M0002_OtherNote());

/// <summary>Two people changed the same field.</summary>
public class DisputedShelfApp() : ShelfApp(Box.WithFields(), static () => new M0001_Initial(), static () => new M0002_Short(), static () => new M0002_Long());

/// <summary>The last migration is on the way: the model has more already.</summary>
public class GrowingShelfApp() : ShelfApp(Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_PlainNote());

public class GrowingCodeShelfApp() : ShelfApp(Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_Note());

public class NewShelfApp() : ShelfApp(Box.WithFields());

/// <summary>A migration whose operations are more than they need be, one with code among them, and one that is a sum already.</summary>
public class WordyShelfApp() : ShelfApp(Box.WithFields("pages"), static () => new M0001_Initial(), static () => new M0002_Wordy(), static () => new M0003_WordyCode(), static () => new M0004_WordySum());

public class UnfinishedSumApp() : ShelfApp(Box.WithFields("note", "pages"), static () => new M0001_Initial(), static () => new M0002_Wordy(), static () => new M0003_WordyCode(), static () => new M0004_WordySum());

/// <summary>An app whose migration waits for the shelf's.</summary>
public class DependentApp : AppConfig
{
    public override string Label => "shop";

    public override string SourcePath => "Shop";

    public override Manifest Manifest { get; } = new([new MigrationRegistration("shop", static () => new M0001_Dependent())]);
}
