namespace IdeTests.Workspaces;

/// <summary>A project with a bit of everything that templates and C# name of one another, in Django's delimiters; see <see cref="Fixture.Read"/>.</summary>
internal static class SmallSite
{
    public const string Text = """
        // file: club.csproj
        <Project Sdk="Microsoft.NET.Sdk" />
        // file: Manage.cs
        return await Quintet.Management.ManagementUtility.ExecuteFromCommandLine<Settings>(args);
        // file: .editorconfig
        root = true
        [Members/Models.cs]
        # It has no migrations.
        dotnet_diagnostic.QT5002.severity = none
        // file: Settings.cs
        using Quintet.Templates;

        public partial class Settings : Quintet.Conf.Settings
        {
            public Settings()
            {
                RootUrlConf = typeof(Urls);
                InstalledApps = [typeof(Members.MembersApp)];
                StaticUrl = "/static/";
                StaticFilesDirs = [BaseDir / "static"];
                Templates = [new QuintetTemplates { Dirs = [BaseDir / "templates"], AppDirs = true, ContextProcessors = [ContextProcessors.Request] }];
            }
        }
        // file: Urls.cs
        using static Quintet.Urls.UrlHelpers;

        public class Urls : UrlConf
        {
            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path("", Members.Views.Start, name: "start"),
                Path("members/", Include<Members.Urls>()),
            ];
        }
        // file: Members/Apps.cs
        namespace Members;
        public partial class MembersApp : AppConfig { public override string Label => "members"; }
        // file: Members/Models.cs
        using Quintet.Db;

        namespace Members;

        public partial class Team : Model
        {
            [CharField(MaxLength = 100)]
            public string Name { get; set; } = "";

            [IntegerField]
            public int Founded { get; set; }
        }

        public partial class Member : Model
        {
            [CharField(MaxLength = 100)]
            public string FirstName { get; set; } = "";

            [CharField(MaxLength = 100)]
            public string LastName { get; set; } = "";

            [DateField]
            public DateOnly Joined { get; set; }

            [ForeignKey(OnDelete.Cascade)]
            public partial Team Team { get; set; }
        }
        // file: Members/Urls.cs
        using static Quintet.Urls.UrlHelpers;

        namespace Members;

        public class Urls : UrlConf
        {
            public override string AppName => "members";

            public override IEnumerable<UrlPattern> UrlPatterns =>
            [
                Path("", Views.MemberList, name: "member_list"),
                Path("<int:id>/", Views.MemberDetail, name: "member_detail"),
                Path("teams/", Views.TeamList, name: "team_list"),
                Path("teams/<int:id>/", Views.TeamDetail, name: "team_detail"),
                Path("teams/<int:id>/<int:year>/", Views.TeamYear, name: "team_year"),
            ];
        }
        // file: Members/Views.cs
        using static Quintet.Shortcuts;

        namespace Members;

        public static class Views
        {
            public static HttpResponse Start(HttpRequest request) => Redirect("members:member_list");

            public static HttpResponse MemberList(HttpRequest request) => Render(request, "members/member_list.html", new { members = Member.Objects.All(), heading = "All members" });

            public static HttpResponse MemberDetail(HttpRequest request, int id)
            {
                var member = GetObjectOr404(Member.Objects.Filter(m => m.Id == id));
                return Render(request, "members/member_detail.html", new { member });
            }

            public static HttpResponse TeamList(HttpRequest request)
            {
                var teams = Team.Objects.All();
                return teams.Count() == 1 ? Redirect("members:team_detail", 1) : Render(request, "members/team_list.html", new { teams });
            }

            public static HttpResponse TeamDetail(HttpRequest request, int id)
            {
                var team = GetObjectOr404(Team.Objects.Filter(t => t.Id == id));
                return Render(request, "members/team_detail.html", new { team, members = Member.Objects.Filter(m => m.Team == team) });
            }

            public static HttpResponse TeamYear(HttpRequest request, int id, int year) => Redirect("members:team_list");
        }
        // file: Members/templates/members/member_list.html
        {% extends "base.html" %}
        {% block title %}{{ heading|title }}{% endblock %}
        {% block content %}
        {% if members %}
        <ul>
        {% for member in members %}
          <li class="{% cycle 'odd' 'even' %}">{{ forloop.counter }}. <a href="{% url 'members:member_detail' id=member.id %}">{{ member.first_name|upper }} {{ member.last_name }}</a>
          {% with team=member.team %}<a href="{% url "members:team_detail" team.id %}">{{ team.name|truncatewords:3 }}</a>{% endwith %}</li>
        {% empty %}
          <li>Nobody</li>
        {% endfor %}
        </ul>
        {% else %}<p>{% lorem 2 w %}</p>{% endif %}
        {% endblock %}
        // file: Members/templates/members/member_detail.html
        {% extends 'base.html' %}
        {% load static humanize %}
        {% block content %}
        <h1>{{ member.first_name }} {{ member.last_name|lower }}</h1>
        <img src="{% static 'members/face.svg' %}">
        <p>{{ member.joined|date:"Y-m-d" }}, {{ member.team.name }} of {{ member.team.founded|intcomma }}</p>
        <a href="{% url 'members:team_year' id=member.team.id year=2026 %}">This year</a>
        {% include "members/_footer.html" %}
        {% endblock %}
        // file: Members/templates/members/team_list.html
        {% extends 'base.html' %}
        {% block content %}
        {% for team in teams %}<p><a href="{% url 'members:team_detail' team.id %}">{{ team.name|capfirst }}</a>{% if not forloop.last %}, {% endif %}</p>{% endfor %}
        <a href="{% url 'members:member_list' %}">Members</a>
        {% include 'members/_footer.html' %}
        {% endblock %}
        // file: Members/templates/members/team_detail.html
        {% extends 'base.html' %}
        {% load static %}
        {% block title %}{{ team.name }}{% endblock %}
        {% block content %}
        <h1>{{ team.name }}, {{ team.founded }}</h1>
        {% if team.founded > 1900 and members %}{% for member in members %}<i>{{ member.first_name }}</i>{% endfor %}{% endif %}
        <img src="{% static "logo.svg" %}"><a href="{% url 'members:team_list' %}">Teams</a>
        {% endblock %}
        // file: Members/templates/members/_footer.html
        <footer><a href="{% url 'start' %}">Start</a> {% now "Y" %}</footer>
        // file: Members/static/members/face.svg
        <svg/>
        // file: templates/base.html
        {% load static %}<!doctype html>
        <html><head><title>{% block title %}Club{% endblock %}</title><link rel="stylesheet" href="{% static 'css/site.css' %}"></head>
        <body><a href="{% url 'start' %}">{{ request.path }}</a>{% block content %}{% endblock %}</body></html>
        // file: static/css/site.css
        a { }
        // file: static/logo.svg
        <svg/>
        """;
}
