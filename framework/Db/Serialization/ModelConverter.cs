using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Quintet.Db.Serialization;

/// <summary>
/// Models' objects as JSON that only the program itself reads, for caches: the values of their columns. What they point to is not among it, and is loaded when it is asked for; so is a column
/// that was not loaded, or is newer than the text.
/// </summary>
internal sealed class ModelConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(Model)) || typeToConvert == typeof(IPAddress);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(IPAddress) ? new Address() : (JsonConverter)Activator.CreateInstance(typeof(Row<>).MakeGenericType(typeToConvert))!;

    private sealed class Row<T> : JsonConverter<T>
        where T : Model
    {
        private const string Database = "$database", Label = "$model";

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            var model = value.GetMeta();
            writer.WriteStartObject();
            writer.WriteString(Label, model.Label);
            if (!value.Adding) writer.WriteString(Database, value.DatabaseAlias);
            foreach (var field in value.LoadedFields ?? model.AllFields)
            {
                writer.WritePropertyName(field.Name);
                JsonSerializer.Serialize(writer, field.GetValue(value), field.ValueType, options);
            }

            writer.WriteEndObject();
        }

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
            T? row = null;
            ModelMeta? model = null;
            var read = new HashSet<FieldMeta>();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (name == Label)
                {
                    model = ModelRegistry.Current.Find(reader.GetString()!);
                    row = model?.Create() as T;
                }

                // The label stands first: what has none is not ours, or of a model that is gone.
                if (row is null || model is null) throw new JsonException();
                if (name == Label) continue;
                if (name == Database) (row.Adding, row.DatabaseAlias) = (false, reader.GetString());
                else if (model.AllFields.FirstOrDefault(field => field.Name == name) is not { } field) reader.Skip();
                else if (read.Add(field)) field.SetValue(row, JsonSerializer.Deserialize(ref reader, field.ValueType, options));
            }

            if (row is null || model is null) throw new JsonException();
            if (read.Count < model.AllFields.Count) row.SetLoadedFields([.. model.AllFields.Where(read.Contains)]);
            return row;
        }
    }

    private sealed class Address : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && IPAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
