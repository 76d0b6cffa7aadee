using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Quintet.Management;

/// <summary>What <c>--json</c> prints: for machines, and legible.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes a list of objects.</summary>
    public static void Write<T>(TextWriter output, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
