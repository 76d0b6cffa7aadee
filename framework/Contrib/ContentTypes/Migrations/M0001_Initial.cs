using Quintet.Db.Migrations;

namespace Quintet.Contrib.ContentTypes.Migrations;

/// <summary>As Django made the table at first, so that a database of Django's is taken over.</summary>
public class M0001_Initial : Migration
{
    public override string Name => "0001_initial";

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("ContentType",
        [
            ("id", new AutoField { PrimaryKey = true }),
            ("name", new CharField { MaxLength = 100 }),
            ("app_label", new CharField { MaxLength = 100 }),
            ("model", new CharField { MaxLength = 100, VerboseName = "python model class name" }),
        ])
        {
            Options = new MetaAttribute
            {
                DbTable = "django_content_type",
                Ordering = ["name"],
                UniqueTogether = [["app_label", "model"]],
                VerboseName = "content type",
                VerboseNamePlural = "content types",
            },
        },
    ];
}
