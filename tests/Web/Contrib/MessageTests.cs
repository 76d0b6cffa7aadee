using Quintet;
using Quintet.Apps;
using Quintet.Conf;
using Quintet.Contrib.Messages;
using Quintet.Http;
using Quintet.Management;
using Quintet.Middleware;
using Quintet.Sessions;
using Quintet.Testing;
using Quintet.Urls;
using static Quintet.Shortcuts;
using static Quintet.Urls.UrlHelpers;

namespace WebTests.Contrib;

/// <summary>What a visitor is told once.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-messages-").FullName;

    public static TheoryData<Type?> Storages => [null, typeof(CookieMessages), typeof(SessionMessages)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Storages))]
    public void A_message_is_shown_on_the_next_page_and_only_there(Type? storage)
    {
        var client = Client(storage);
        client.Get("/leave/?text=Saved <b>it</b>.");

        Assert.Equal("no", client.Get("/none/").Content);
        Assert.Equal("<li class=\"success\">Saved &lt;b&gt;it&lt;/b&gt;.</li>", client.Get("/show/").Content);
        Assert.Equal("", client.Get("/show/").Content);
        Assert.False(client.Cookies.ContainsKey("messages"));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public void Several_come_in_their_order_with_their_tags(Type? storage)
    {
        var client = Client(storage);
        client.Get("/leave-all/");
        client.Get("/leave/?text=last");

        Assert.Equal(
            "<li class=\"info\">one</li><li class=\"extra success\">two</li><li class=\"warning\"><b>three</b></li><li class=\"danger\">four</li><li class=\"\">five</li><li class=\"success\">last</li>",
            client.Get("/show/").Content);
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public void What_is_left_and_shown_in_one_request_is_gone(Type? storage)
    {
        var client = Client(storage);

        Assert.Equal("<li class=\"success\">now</li>", client.Get("/show/?text=now").Content);
        Assert.Equal("", client.Get("/show/").Content);
    }

    [Fact]
    public void A_page_without_messages_costs_nothing()
    {
        var response = Client(null).Get("/plain/");

        Assert.Empty(response.SetCookies);
        Assert.Null(response["Vary"]);
    }

    [Fact]
    public void What_has_no_room_in_the_cookie_waits_in_the_session()
    {
        var client = Client(null);
        client.Get("/leave-many/?count=40");

        Assert.InRange(client.Cookies["messages"].Length, 1000, 2100);
        Assert.True(client.Cookies.ContainsKey("sessionid"));
        Assert.Equal(string.Concat(Enumerable.Range(0, 40).Select(i => $"<li class=\"info\">{MessageViews.Long(i)}</li>")), client.Get("/show/").Content);
        Assert.Equal("", client.Get("/show/").Content);
    }

    [Fact]
    public void The_cookie_alone_loses_the_oldest()
    {
        var client = Client(typeof(CookieMessages));
        client.Get("/leave-many/?count=40");

        var shown = client.Get("/show/").Content;
        Assert.DoesNotContain(MessageViews.Long(0), shown);
        Assert.EndsWith($"<li class=\"info\">{MessageViews.Long(39)}</li>", shown);
    }

    [Theory]
    [InlineData("W1tdXQ:signature")]
    [InlineData("rubbish")]
    [InlineData("")]
    public void A_cookie_that_is_not_ours_holds_no_messages(string cookie)
    {
        var client = Client(typeof(CookieMessages));
        client.Cookies["messages"] = cookie;

        Assert.Equal("", client.Get("/show/").Content);
    }

    [Fact]
    public void Signed_but_no_messages()
    {
        var client = Client(typeof(CookieMessages));
        using var context = client.Application.Context.Enter();
        foreach (var value in new object[] { 1, "x", new object[] { 1, "__json_message", new object[] { "__json_message", 0 }, new object?[] { "__json_message", 0, "twenty", null } } })
        {
            client.Cookies["messages"] = Uri.EscapeDataString(Quintet.Security.Signing.CookieSigner("django.contrib.messages").SignObject(value));
            Assert.Equal("", client.Get("/show/").Content);
        }
    }

    [Fact]
    public void Messages_below_the_level_are_not_left()
    {
        var client = Client(null, settings => settings.MessageLevel = MessageLevels.Warning);
        client.Get("/leave-all/");

        Assert.Equal("<li class=\"warning\"><b>three</b></li><li class=\"danger\">four</li>", client.Get("/show/").Content);
    }

    [Fact]
    public void Levels_have_names_in_templates() => Assert.Equal("40", Client(null).Get("/levels/").Content);

    [Fact]
    public async Task What_is_missing_is_said()
    {
        Assert.Equal(500, Client(null, settings => settings.Middleware = []).Get("/leave/?text=x").StatusCode);
        Assert.Contains("MessageStorage names System.String", Assert.Throws<ImproperlyConfigured>(() => Client(typeof(string)).Get("/show/")).Message);
        Assert.Contains("messages.E001", await CheckAsync(settings => settings.MessageStorage = typeof(string)));
        Assert.Contains("messages.E002", await CheckAsync(settings => settings.Middleware = [typeof(SessionMiddleware)]));
        Assert.Contains("messages.E003", await CheckAsync(settings => settings.Middleware = [typeof(MessageMiddleware), typeof(SessionMiddleware)]));
        Assert.Equal("", await CheckAsync(settings => (settings.Middleware, settings.MessageStorage) = ([typeof(MessageMiddleware)], typeof(CookieMessages))));
        Assert.Equal("", await CheckAsync(_ => { }));

        async Task<string> CheckAsync(Action<Settings> change)
        {
            var error = new StringWriter();
            await ManagementUtility.Execute(() => Settings(null, change), ["check", "messages"], TextWriter.Null, error);
            return error.ToString();
        }
    }

    private Client Client(Type? storage, Action<Settings>? change = null) => new(Settings(storage, change));

    private MessageSettings Settings(Type? storage, Action<Settings>? change)
    {
        File.WriteAllText(System.IO.Path.Combine(_folder, "show.html"), "<% for message in messages %><li class=\"{{ message.tags }}\">{{ message }}</li><% endfor %>");
        File.WriteAllText(System.IO.Path.Combine(_folder, "none.html"), "<% if not title %>no<% endif %>");
        File.WriteAllText(System.IO.Path.Combine(_folder, "levels.html"), "{{ DEFAULT_MESSAGE_LEVELS.ERROR }}");
        var settings = new MessageSettings
        {
            SessionEngine = new FileSessions(System.IO.Path.Combine(_folder, "sessions")),
            MessageStorage = storage,
            MessageTags = { [MessageLevels.Error] = "danger" },
            Templates = [new QuintetTemplates { Dirs = [new(_folder)], ContextProcessors = [RequestMessages.ContextProcessor] }],
        };
        change?.Invoke(settings);
        return settings;
    }

    public sealed class MessageSettings : Settings
    {
        public MessageSettings()
        {
            SecretKey = "a key that must not be shown";
            AllowedHosts = ["localhost"];
            RootUrlConf = typeof(MessageUrls);
            InstalledApps = [typeof(MessagesApp)];
            Middleware = [typeof(SessionMiddleware), typeof(MessageMiddleware)];
        }

        public override Manifest Manifest => Manifest.Empty;
    }

    public class MessageUrls : UrlConf
    {
        public override IEnumerable<UrlPattern> UrlPatterns =>
        [
            Path("plain/", (HttpRequest request) => new HttpResponse("plain")),
            Path("leave/", MessageViews.Leave),
            Path("leave-all/", MessageViews.LeaveAll),
            Path("leave-many/", MessageViews.LeaveMany),
            Path("show/", MessageViews.Show),
            Path("none/", MessageViews.None),
            Path("levels/", MessageViews.Levels),
        ];
    }
}

public static class MessageViews
{
    public static HttpResponse Leave(HttpRequest request)
    {
        request.Messages.Success(request.GET["text"]!);
        return new("left");
    }

    public static HttpResponse LeaveAll(HttpRequest request)
    {
        request.Messages.Debug("zero");
        request.Messages.Info("one");
        request.Messages.Success("two", extraTags: "extra");
        request.Messages.Warning(new SafeString("<b>three</b>"));
        request.Messages.Error("four");
        request.Messages.Add(27, "five");
        request.Messages.Add(MessageLevels.Error, "");
        return new("left");
    }

    public static HttpResponse LeaveMany(HttpRequest request)
    {
        for (var i = 0; i < int.Parse(request.GET["count"]!); i++) request.Messages.Info(Long(i));
        return new("left");
    }

    public static HttpResponse Show(HttpRequest request)
    {
        if (request.GET["text"] is { } text) request.Messages.Success(text);
        return Render(request, "show.html");
    }

    public static HttpResponse None(HttpRequest request) => Render(request, "none.html");

    public static HttpResponse Levels(HttpRequest request) => Render(request, "levels.html");

    /// <summary>What does not get much shorter when it is packed.</summary>
    public static string Long(int number) => Convert.ToHexString(System.Security.Cryptography.SHA512.HashData([(byte)number]));
}
