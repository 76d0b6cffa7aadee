using Quintet.Auth;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Http;
using Quintet.Middleware;
using Quintet.Testing;
using Sites.Shop;

namespace WebTests;

/// <summary>Who asks: nobody, or whom a middleware says. The site is tests/Fixtures/Sites, whose members are a project's own users.</summary>
public class UserTests : TestCase
{
    protected override Settings CreateSettings() => new Sites.Settings
    {
        BaseDir = GenericViewTests.Folder,
        RootUrlConf = typeof(GenericUrls),
        Middleware = [typeof(SaysWho)],
        Databases = { ["default"] = new Sqlite(Path.Combine(Path.GetTempPath(), $"quintet-users-{Environment.ProcessId}.sqlite3")) },
    };

    [Fact]
    public void Nobody_is_an_anonymous_user()
    {
        var user = new RequestFactory().Get("/").User;

        Assert.IsType<AnonymousUser>(user);
        Assert.Equal(("AnonymousUser", "", null), (user.ToString(), user.GetUsername(), user.Pk));
        Assert.Equal((false, true, false, false, false), (user.IsAuthenticated, user.IsAnonymous, user.IsActive, user.IsStaff, user.IsSuperuser));
        Assert.False(user.HasPerm("shop.add_book") || user.HasPerm("shop.add_book", new Book()) || user.HasPerms(["shop.add_book"]) || user.HasModulePerms("shop"));
        Assert.True(user.HasPerms([]));
        Assert.Empty(user.GetAllPermissions());
        Assert.Equal(user, new AnonymousUser());
        Assert.Equal(user.GetHashCode(), new AnonymousUser().GetHashCode());
        Assert.NotEqual<object>(user, new Member { Id = 1 });
        Assert.NotEqual<object>(new Member { Id = 1 }, user);
        Assert.NotEqual<object>(new Member(), user);
    }

    [Fact]
    public async Task It_has_no_row()
    {
        var user = new AnonymousUser();
        const string message = "Quintet doesn't provide a DB representation for AnonymousUser.";

        foreach (var act in (Action[])[user.Save, () => user.Delete(), () => user.Pk = 1, () => user.Username = "ada", () => user.IsActive = true, () => user.IsStaff = true, () => user.IsSuperuser = true])
            Assert.Equal(message, Assert.Throws<NotSupportedException>(act).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<NotSupportedException>(() => user.SaveAsync())).Message);
        Assert.Equal(message, (await Assert.ThrowsAsync<NotSupportedException>(() => user.DeleteAsync())).Message);
    }

    [Fact]
    public void A_project_s_user_has_the_permissions_that_its_class_says()
    {
        var user = new Member { Username = "ada", Permissions = "shop.add_book shop.view_book" };

        Assert.Equal(("ada", "ada", true, false), (user.ToString(), user.GetUsername(), user.IsAuthenticated, user.IsAnonymous));
        Assert.True(user.HasPerm("shop.add_book"));
        Assert.False(user.HasPerm("shop.delete_book"));
        Assert.Equal((true, false), (user.HasPerms(["shop.add_book", "shop.view_book"]), user.HasPerms(["shop.add_book", "shop.delete_book"])));
        Assert.Equal((true, false, false), (user.HasModulePerms("shop"), user.HasModulePerms("sho"), user.HasModulePerms("blog")));

        user.IsActive = false;
        Assert.False(user.HasPerm("shop.add_book") || user.HasModulePerms("shop"));
        user.IsSuperuser = true;
        Assert.False(user.HasPerm("any.thing") || user.HasModulePerms("any"));
        user.IsActive = true;
        Assert.True(user.HasPerm("any.thing") && user.HasModulePerms("any"));
    }

    [Fact]
    public void Templates_see_the_user()
    {
        Assert.Equal("AnonymousUser  out anonymous", Client.Get("/who/").Content.Trim());
        Assert.Equal("ada ada in", Client.Get("/who/", headers: new Dictionary<string, string> { ["X-Who"] = "ada" }).Content.Trim());
    }

    [Fact]
    public void Queries_take_the_request_s_user()
    {
        var (ada, bob) = (Member.Objects.Create(new() { Username = "ada" }), Member.Objects.Create(new() { Username = "bob" }));
        Review.Objects.Create(new() { Member = ada, Text = "good" });
        Review.Objects.Create(new() { Member = bob, Text = "bad" });
        var request = new RequestFactory().Get("/");
        request.User = ada;

        Assert.Equal("good", Review.Objects.Filter(r => r.Member == request.User).Get().Text);
        Assert.Equal("bad", Review.Objects.Exclude(r => r.Member == request.User).Get().Text);
        Assert.Equal("good", Review.Objects.Filter(r => r.Member.Username == request.User.Username && r.Member.IsActive).Get().Text);
        Assert.Equal("bob", Member.Objects.Filter(m => m.Username != request.User.Username).Get().Username);
        Assert.Equal("good", Review.Objects.Filter("member", request.User).Get().Text);

        request.User = new AnonymousUser();
        var refused = Assert.Throws<NotSupportedException>(() => Review.Objects.Filter(r => r.Member == request.User).Count());
        Assert.Equal("Quintet doesn't provide a DB representation for AnonymousUser. It cannot be used in a query: ask for request.User.IsAuthenticated first.", refused.Message);
    }

    [Fact]
    public void The_base_of_users_has_no_table() => Assert.Equal(["Book", "Member", "Review", "ShopEvent"], ModelRegistry.Current.Models.Select(model => model.Name).Order());

    /// <summary>Sets the user, as the authentication's middleware will.</summary>
    public sealed class SaysWho(GetResponse getResponse) : Middleware
    {
        public override ValueTask<HttpResponse> Call(HttpRequest request)
        {
            if (request.Headers["X-Who"] is { } name) request.User = new Member { Username = name };
            return getResponse(request);
        }
    }
}
