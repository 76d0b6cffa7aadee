using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quintet.Contrib.Messages;

/// <summary>Messages as JSON, as Django writes them.</summary>
internal static class MessageText
{
    private const string Mark = "__json_message";

    /// <summary>The end of a list of which the rest is kept elsewhere.</summary>
    private const string NotFinished = "__messagesnotfinished__";

    public static JsonArray Write(IEnumerable<Message> messages, bool areAll = true)
    {
        var list = new JsonArray();
        foreach (var message in messages)
        {
            var item = new JsonArray(Mark, message.IsSafe ? 1 : 0, message.Level, message.Text);
            if (message.ExtraTags.Length > 0) item.Add(message.ExtraTags);
            list.Add(item);
        }

        if (!areAll) list.Add(NotFinished);
        return list;
    }

    /// <summary>What was written; what is no message is left out.</summary>
    public static (IReadOnlyList<Message> Messages, bool AreAll) Read(JsonArray? list)
    {
        var messages = new List<Message>();
        var areAll = true;
        foreach (var node in list ?? [])
        {
            if (node is JsonArray { Count: 4 or 5 } item && item[0] is JsonValue mark && mark.GetValueKind() == JsonValueKind.String && mark.GetValue<string>() == Mark
                && item[1] is JsonValue safe && item[2] is JsonValue level && level.TryGetValue(out int number) && item[3] is JsonValue text && text.TryGetValue(out string? said))
            {
                var tags = item.Count == 5 && item[4] is JsonValue extra && extra.TryGetValue(out string? given) ? given : "";
                var isSafe = safe.GetValueKind() == JsonValueKind.True || (safe.TryGetValue(out int flag) && flag == 1);
                messages.Add(new(number, isSafe ? new SafeString(said) : said, tags, Settings.Current));
            }
            else if (node is JsonValue end && end.TryGetValue(out string? sentinel) && sentinel == NotFinished)
            {
                areAll = false;
            }
        }

        return (messages, areAll);
    }
}
