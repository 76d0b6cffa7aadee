using Quintet.Conf;

namespace WebTests;

/// <summary>Secrets of a developer's machine.</summary>
public sealed class UserSecretsTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("quintet-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Theory]
    [InlineData("HOME", ".microsoft/usersecrets")]
    [InlineData("APPDATA", "Microsoft/UserSecrets")]
    public void They_are_where_the_tool_keeps_them(string variable, string folder)
    {
        Write(folder, """
            {
              // of this machine alone
              "SECRET_KEY": "from the user",
              "PORT": 25,
            }
            """);

        Assert.Equal("from the user", Find(variable, "SECRET_KEY"));
        Assert.Equal("25", Find(variable, "PORT"));
        Assert.Null(Find(variable, "OTHER"));
        Assert.Null(Find("ELSEWHERE", "SECRET_KEY"));
        // Another assembly has other secrets.
        Assert.Null(UserSecrets.Find(typeof(Settings).Assembly, "SECRET_KEY", name => name == variable ? _home : null));
    }

    [Fact]
    public void A_broken_file_is_said()
    {
        Write(".microsoft/usersecrets", "{");

        Assert.Contains("are no JSON", Assert.Throws<ImproperlyConfigured>(() => Find("HOME", "SECRET_KEY")).Message);
    }

    [Fact]
    public void Without_them_and_without_a_variable_the_default_counts()
    {
        Assert.Null(Find("HOME", "SECRET_KEY"));
        Assert.Equal("default", Env.String("QUINTET_NO_SUCH_VARIABLE", "default"));
    }

    private string? Find(string variable, string name) => UserSecrets.Find(typeof(UserSecretsTests).Assembly, name, asked => asked == variable ? _home : null);

    private void Write(string folder, string json)
    {
        var path = Path.Combine(_home, folder, "quintet-web-tests");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "secrets.json"), json);
    }
}
