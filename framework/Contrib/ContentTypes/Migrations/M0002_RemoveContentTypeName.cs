using Quintet.Db.Migrations;

namespace Quintet.Contrib.ContentTypes.Migrations;

/// <summary>The name for people is the model's own.</summary>
public class M0002_RemoveContentTypeName : Migration
{
    public override string Name => "0002_remove_content_type_name";

    public override IEnumerable<Dependency> Dependencies => [new("contenttypes", "0001_initial")];

    public override IEnumerable<Operation> Operations =>
    [
        new AlterModelOptions("ContentType", new MetaAttribute { VerboseName = "content type", VerboseNamePlural = "content types" }),
        new AlterField("ContentType", "name", new CharField { MaxLength = 100, Null = true }),
        new RemoveField("ContentType", "name"),
    ];
}
