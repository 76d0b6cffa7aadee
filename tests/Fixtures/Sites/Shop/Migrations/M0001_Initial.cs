using Quintet.Db.Migrations;

namespace Sites.Shop.Migrations;

public class M0001_Initial : Migration
{
    public override string Name => "0001_initial";

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Book",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("title", new CharField { MaxLength = 100 }),
            ("slug", new SlugField()),
            ("published", new DateField()),
            ("page", new CharField { MaxLength = 100, Null = true }),
        ])
        {
            Options = new MetaAttribute { Ordering = ["title"] },
        },
        new CreateModel("ShopEvent",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("title", new CharField { MaxLength = 100 }),
            ("starts_at", new DateTimeField()),
        ])
        {
            Options = new MetaAttribute { VerboseName = "event", VerboseNamePlural = "events" },
        },
        new CreateModel("Member",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("username", new CharField { MaxLength = 150, Unique = true }),
            ("is_active", new BooleanField { Default = true }),
            ("is_superuser", new BooleanField { Default = false }),
            ("permissions", new CharField { MaxLength = 100 }),
        ]),
        new CreateModel("Review",
        [
            ("id", new BigAutoField { PrimaryKey = true }),
            ("text", new CharField { MaxLength = 100 }),
            ("member", new ForeignKey("shop.Member", OnDelete.Cascade)),
        ]),
    ];
}
