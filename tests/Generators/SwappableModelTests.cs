using Quintet.Apps;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace GeneratorsTests;

/// <summary>Models that settings name, in compiled code: what the project has of them, and what migrations say.</summary>
public class SwappableModelTests
{
    [Fact]
    public void The_model_that_the_setting_names_is_there_and_the_other_steps_back()
    {
        var manifests = Manifests("Members.Member");
        var registry = ModelRegistry.Of(manifests, Naming("members.Member"));
        Assert.Equal(["blog.Post", "members.Member"], registry.Models.Select(model => model.Label).Order(StringComparer.Ordinal));
        Assert.Equal(["blog.Post", "logins.User", "members.Member"], registry.All.Select(model => model.Label).Order(StringComparer.Ordinal));
        Assert.Null(registry.Find("logins.User"));

        var post = MakeMigrations.Missing(registry.All, new([], Naming("members.Member"))).Single(migration => migration.AppLabel == "blog");
        Assert.Equal(new("__setting__", "AuthUserModel"), Assert.Single(post.Dependencies));
        Assert.Contains("new ForeignKey(\"__setting__.AuthUserModel\", OnDelete.Cascade)", Assert.Single(post.Operations).ToCSharp(), StringComparison.Ordinal);

        // Where no model is swappable, a relation leads to one model for ever.
        Assert.Contains("new ForeignKey(\"members.Member\", OnDelete.Cascade)", MakeMigrations.Missing(registry.Models, new([], Naming("members.Member"))).Single(migration => migration.AppLabel == "blog").Operations[0].ToCSharp(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_relation_to_the_model_that_stepped_back_is_an_error() => Assert.Equal(
        "blog.Post.author: Field defines a relation with the model 'logins.User', which has been swapped out. Update the relation to point at 'members.Member', which the setting AuthUserModel names.",
        Assert.Throws<InvalidOperationException>(() => ModelRegistry.Of(Manifests("Logins.User"), Naming("members.Member"))).Message);

    [Theory]
    [InlineData("members.Membre", "AuthUserModel references 'members.Membre', which has not been installed, or is abstract. Did you mean 'members.Member'? Add its app to InstalledApps, or name another model.")]
    [InlineData("Member", "AuthUserModel must be of the form 'app_label.model_name', and is 'Member'.")]
    public void A_setting_that_names_no_model_is_an_error(string label, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => ModelRegistry.Of(Manifests("Members.Member"), Naming(label))).Message);

    private static SwappableModels Naming(string label) => new(setting => setting == "AuthUserModel" ? label : null);

    private static IReadOnlyList<Manifest> Manifests(string author)
    {
        var assembly = Harness.Run(
            ("Logins/Apps.cs", "namespace Logins; public partial class LoginsApp : AppConfig;"),
            ("Logins/Models.cs", "using Quintet.Db;\nnamespace Logins;\n[Meta(Swappable = \"AuthUserModel\")] public partial class User : Model { [CharField(MaxLength = 20)] public string Name { get; set; } = \"\"; }"),
            ("Members/Apps.cs", "namespace Members; public partial class MembersApp : AppConfig;"),
            ("Members/Models.cs", "using Quintet.Db;\nnamespace Members;\npublic partial class Member : Model { [CharField(MaxLength = 20)] public string Name { get; set; } = \"\"; }"),
            ("Blog/Apps.cs", "namespace Blog; public partial class BlogApp : AppConfig;"),
            ("Blog/Models.cs", $"using Quintet.Db;\nnamespace Blog;\npublic partial class Post : Model {{ [ForeignKey(OnDelete.Cascade)] public partial global::{author} Author {{ get; set; }} }}")).Load();
        return [.. assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AppConfig))).Select(type => ((AppConfig)Activator.CreateInstance(type)!).Manifest)];
    }
}
