using Quintet.Db.Migrations;
using Quintet.Dispatch;

namespace Quintet.Contrib.ContentTypes;

/// <summary>A row for each model of the project, so that rows can point to objects of any of them (Django's <c>django.contrib.contenttypes</c>).</summary>
public partial class ContentTypesApp : AppConfig
{
    public override string Label => "contenttypes";

    public override string VerboseName => "Content Types";

    /// <summary>Migrations, and whoever empties the database, may have changed what content types there are.</summary>
    [Receiver]
    internal static void ForgetContentTypes(PostMigrate signal) => ContentType.Objects.ClearCache();
}
