using System.Text;
using Quintet.Mail;
using Quintet.Views.Technical;

namespace Quintet.Http;

/// <summary>Tells <c>Settings.Admins</c> of an error while <c>Debug</c> is off (Django's <c>AdminEmailHandler</c>). What is named like a secret is hidden in it, and the settings are not in it at all.</summary>
internal static class AdminMail
{
    // One line, as long as mail programs show it.
    private const int LongestSubject = 989;

    public static async ValueTask SendAsync(HttpRequest request, Exception exception, Application application)
    {
        var settings = application.Settings;
        if (settings.Debug || settings.Admins.Count == 0) return;
        try
        {
            var isOurs = request.RemoteAddress is { } address && settings.InternalIps.Contains(address.ToString());
            var subject = $"ERROR ({(isOurs ? "internal" : "EXTERNAL")} IP): Internal Server Error: {request.Path}".Replace('\n', ' ').Replace('\r', ' ');
            await Email.MailAdminsAsync(subject.Length > LongestSubject ? subject[..LongestSubject] : subject, Body(request, exception), cancellation: CancellationToken.None);
        }
        catch (Exception problem) when (problem is EmailException or ArgumentException)
        {
            // The visitor gets the page all the same.
            application.ErrorLog($"The mail to the admins could not be sent: {problem.Message}", null);
        }
    }

    private static string Body(HttpRequest request, Exception exception)
    {
        var text = new StringBuilder($"{exception.GetType().FullName} at {request.Path}\n{exception.Message}\n\n");
        text.Append($"Request Method: {request.Method}\nRequest URL: {DebugInfo.Url(request)}\n");
        if (request.ResolverMatch is { } match) text.Append($"View: {match.ViewName}\n");
        text.Append($"Quintet Version: {QuintetVersion.Text}\n.NET Version: {Environment.Version}\n\nTraceback:\n{ErrorText.Of(exception)}\n\n");
        Section("GET", DebugInfo.Guarded(() => DebugInfo.Fields(request.GET)));
        Section("POST", DebugInfo.Guarded(() => DebugInfo.Fields(request.POST)));
        Section("COOKIES", DebugInfo.Cookies(request));
        Section("Headers", DebugInfo.Headers(request));
        return text.ToString();

        void Section(string title, IEnumerable<KeyValuePair<string, string>> fields)
        {
            text.Append(title).Append(":\n");
            foreach (var (name, value) in fields) text.Append($"  {name} = {value}\n");
            text.Append('\n');
        }
    }
}
