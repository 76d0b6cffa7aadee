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
    ];
}
