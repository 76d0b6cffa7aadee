using Quintet.Reading;

namespace ReadingTests.SettingsFacts;

public class SettingsReaderTests
{
    private static Quintet.Reading.SettingsFact? Read(string body) =>
        SourceReader.Read($"public partial class Settings : Quintet.Conf.Settings {{ public Settings() {{ {body} }} }}").Types[0].Settings;

    [Fact]
    public void The_settings_of_a_new_project_are_read()
    {
        var settings = Read("""
            Debug = Env.Bool("DEBUG", true);
            RootUrlConf = typeof(Urls);
            InstalledApps = [typeof(Blog.BlogApp), typeof(ShopApp)];
            StaticUrl = "/static/";
            StaticFilesDirs = [BaseDir / "static", BaseDir / "assets" / "out"];
            Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true, TagDelimiters = TagDelimiters.Django }];
            """)!;
        Assert.Equal("Urls", settings.RootUrlConf!.Text);
        Assert.Equal(["Blog.BlogApp", "ShopApp"], settings.InstalledApps!.Value.Select(app => app.Text));
        Assert.Equal("/static/", settings.StaticUrl!.Value);
        Assert.Equal(["static", "assets/out"], settings.StaticFilesDirs!.Value.Select(folder => folder.Path));
        var engine = settings.Templates!.Value[0];
        Assert.Equal(["templates"], engine.Dirs.Select(folder => folder.Path));
        Assert.True(engine.AppDirs);
        Assert.Equal("Django", engine.TagDelimiters);
        Assert.Empty(settings.Dynamic);
    }

    [Theory]
    [InlineData("RootUrlConf = Pick();", "RootUrlConf")]
    [InlineData("InstalledApps = [typeof(A), ..More()];", "InstalledApps")]
    [InlineData("InstalledApps = [typeof(A)]; InstalledApps.Add(typeof(B));", "InstalledApps")]
    [InlineData("if (Debug) InstalledApps = [typeof(A)];", "InstalledApps")]
    [InlineData("StaticFilesDirs = [Env.String(\"X\")];", "StaticFilesDirs")]
    [InlineData("Templates = [Engine()];", "Templates")]
    public void What_is_computed_is_said_to_be_dynamic(string body, string setting) => Assert.Equal([setting], Read(body)!.Dynamic);

    [Fact]
    public void A_class_that_assigns_none_of_them_has_no_settings() => Assert.Null(Read("Debug = true;"));

    [Fact]
    public void The_entry_point_names_its_settings() =>
        Assert.Equal("Mysite.Settings", SourceReader.Read("return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Mysite.Settings>(args);").EntrySettings!.Text);
}
