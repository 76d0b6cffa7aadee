// Written by Quintet 0 on 2026-11-28 12:00
using Quintet.Db.Migrations;

namespace Archive.Migrations;

public class M0002_Models : Migration
{
    public override string Name => "0002_models";

    public override IEnumerable<Dependency> Dependencies =>
    [
        new("archive", "0001_extensions"),
    ];

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Booking",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("room", new IntegerField()),
            ("guest", new CharField { MaxLength = 50 }),
            ("span", new global::Quintet.Contrib.Postgres.DateRangeField()),
            ("cancelled", new BooleanField()),
        ])
        {
            Options = new MetaAttribute { RequiredDbVendor = "postgresql" },
        },
        new CreateModel("Host",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("net", new global::Archive.CidrField()),
            ("name", new global::Archive.FoldedField()),
            ("place", new global::Archive.PointField { Null = true }),
        ])
        {
            Options = new MetaAttribute { RequiredDbVendor = "postgresql" },
        },
        new CreateModel("Offer",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("ages", new global::Quintet.Contrib.Postgres.IntegerRangeField()),
            ("stock", new global::Quintet.Contrib.Postgres.BigIntegerRangeField { Null = true }),
            ("price", new global::Quintet.Contrib.Postgres.DecimalRangeField { Null = true }),
            ("open", new global::Quintet.Contrib.Postgres.DateTimeRangeField { Null = true }),
            ("days", new global::Quintet.Contrib.Postgres.DateRangeField { Null = true }),
        ])
        {
            Options = new MetaAttribute { RequiredDbVendor = "postgresql" },
        },
        new CreateModel("Page",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("title", new CharField { MaxLength = 80 }),
            ("body", new TextField { Null = true }),
            ("number", new IntegerField()),
            ("good", new BooleanField { Null = true }),
            ("price", new DecimalField { MaxDigits = 6, DecimalPlaces = 2, Null = true }),
            ("words", new global::Quintet.Contrib.Postgres.SearchVectorField { Null = true, Editable = false }),
        ])
        {
            Options = new MetaAttribute { RequiredDbVendor = "postgresql" },
        },
        new CreateModel("Post",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("title", new CharField { MaxLength = 60 }),
            ("tags", new global::Quintet.Contrib.Postgres.ArrayField<CharField> { MaxLength = 20, Blank = true }),
            ("scores", new global::Quintet.Contrib.Postgres.ArrayField<IntegerField> { Size = 3, Null = true }),
            ("prices", new global::Quintet.Contrib.Postgres.ArrayField<DecimalField> { MaxDigits = 6, DecimalPlaces = 2, Blank = true }),
            ("edited", new global::Quintet.Contrib.Postgres.ArrayField<DateTimeField> { Blank = true }),
            ("notes", new global::Quintet.Contrib.Postgres.ArrayField<TextField> { Blank = true }),
        ])
        {
            Options = new MetaAttribute { RequiredDbVendor = "postgresql" },
        },
        new CreateModel("Thing",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("data", new global::Quintet.Contrib.Postgres.HStoreField { Blank = true }),
            ("more", new global::Quintet.Contrib.Postgres.HStoreField { Null = true }),
        ])
        {
            Options = new MetaAttribute { RequiredDbVendor = "postgresql" },
        },
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.GinIndexAttribute("tags") { Name = "archive_pos_tags_314159_gin", FastUpdate = false }),
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.GinIndexAttribute("notes") { Name = "post_notes", Condition = "title <> ''", GinPendingListLimit = 128 }),
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.BrinIndexAttribute("id") { Name = "archive_pos_id_d325c2_brin", Autosummarize = true, PagesPerRange = 16 }),
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.BTreeIndexAttribute("title", "-id") { Name = "archive_pos_title_76ff73_btree", Fillfactor = 80, DeduplicateItems = false }),
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.HashIndexAttribute("title") { Name = "archive_pos_title_854945_hash", Fillfactor = 70 }),
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.SpGistIndexAttribute("title") { Name = "post_title", Fillfactor = 60 }),
        new AddIndex("Post", new global::Quintet.Contrib.Postgres.BloomIndexAttribute("title") { Name = "post_bloom", OpClasses = ["text_ops"], Length = 96, Columns = [2] }),
        new AddIndex("Page", new global::Quintet.Contrib.Postgres.GinIndexAttribute("words") { Name = "archive_pag_words_d4462a_gin" }),
        new AddIndex("Page", new global::Quintet.Contrib.Postgres.GinIndexAttribute("title") { Name = "page_title_trgm", OpClasses = ["gin_trgm_ops"] }),
        new AddIndex("Offer", new global::Quintet.Contrib.Postgres.GistIndexAttribute("ages") { Name = "archive_off_ages_2ce496_gist", Buffering = global::Quintet.Contrib.Postgres.GistBuffering.On, Fillfactor = 90 }),
        new AddConstraint("Booking", new global::Quintet.Contrib.Postgres.ExclusionConstraintAttribute("room WITH =", "span WITH &&") { Name = "no_double_booking", Condition = "cancelled = FALSE" }),
        new AddConstraint("Booking", new global::Quintet.Contrib.Postgres.ExclusionConstraintAttribute("LOWER(guest) WITH =", "span WITH &&") { Name = "one_room_per_guest", Include = ["room"], Deferrable = Deferrable.Deferred }),
    ];
}
