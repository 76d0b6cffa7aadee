using Quintet.Contrib.Postgres;
using Quintet.Db.Migrations;

namespace Archive.Migrations;

public class M0001_Extensions : Migration
{
    public override string Name => "0001_extensions";

    public override IEnumerable<Operation> Operations => [new HStoreExtension(), new CITextExtension(), new BtreeGistExtension(), new BloomExtension(), new TrigramExtension(), new UnaccentExtension()];
}
