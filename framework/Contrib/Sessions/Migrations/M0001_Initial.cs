using Quintet.Db.Migrations;

namespace Quintet.Contrib.Sessions.Migrations;

/// <summary>As Django makes the table.</summary>
public class M0001_Initial : Migration
{
    public override string Name => "0001_initial";

    public override IEnumerable<Operation> Operations =>
    [
        new CreateModel("Session",
        [
            ("session_key", new CharField { MaxLength = 40, PrimaryKey = true, VerboseName = "session key" }),
            ("session_data", new TextField { VerboseName = "session data" }),
            ("expire_date", new DateTimeField { DbIndex = true, VerboseName = "expire date" }),
        ])
        {
            Options = new MetaAttribute { DbTable = "django_session", VerboseName = "session", VerboseNamePlural = "sessions" },
        },
    ];
}
