using System.Globalization;
using System.Net;
using Quintet.Mail;

namespace Quintet.Management.Commands;

/// <summary><c>sendtestemail</c>: whether mails arrive with these settings.</summary>
internal sealed class SendTestEmailCommand : Command
{
    public override string Help => "Sends a test email to the email addresses specified as arguments.";

    public override void AddArguments(ArgumentParser parser) => parser
        .Arguments("email", "One or more email addresses to send a test email to.")
        .Flag("--managers", "Send a test email to the addresses specified in the settings' Managers.")
        .Flag("--admins", "Send a test email to the addresses specified in the settings' Admins.");

    public override async Task<int> Execute(CommandArguments arguments)
    {
        if (arguments.List("email").Count == 0 && !arguments.Flag("--managers") && !arguments.Flag("--admins"))
        {
            throw new CommandError("You must specify some email recipients, or pass the --managers or --admin options.");
        }

        var subject = string.Create(CultureInfo.InvariantCulture, $"Test email from {Dns.GetHostName()} on {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:sszzz}");
        const string Body = "If you're reading this, it was successful.";
        try
        {
            var sent = await Email.SendAsync(subject, Body, null, arguments.List("email"));
            if (arguments.Flag("--managers")) sent += await Email.MailManagersAsync(subject, "This email was sent to the site managers.");
            if (arguments.Flag("--admins")) sent += await Email.MailAdminsAsync(subject, "This email was sent to the site admins.");
            Out.WriteLine($"{sent} email(s) sent.");
            return 0;
        }
        catch (Exception exception) when (exception is EmailException or ArgumentException)
        {
            throw new CommandError(exception.Message);
        }
    }
}
