using Quintet.Files;

namespace Quintet.Db;

/// <summary>A file field at run time. Its column's value is the file's name.</summary>
/// <param name="name"><c>avatar</c></param>
/// <param name="propertyName"><c>Avatar</c></param>
/// <param name="field">The description.</param>
public sealed class FileFieldMeta(string name, string propertyName, FileField field) : FieldMeta(name, propertyName, field, typeof(string))
{
    /// <summary>Gives the name of a file, with its folder, from an object and the wanted name; null: <c>UploadTo</c> says the folder. Set by generated code.</summary>
    public Func<Model, string, string>? UploadToOf { private get; init; }

    /// <summary>The storage of its files.</summary>
    public Storage Storage => Storage.Get(((FileField)Field).Storage);

    /// <summary>The file of an object, or null where NULL is allowed.</summary>
    public FieldFile? GetFile(Model instance) => (FieldFile?)Model.Access.Get(instance, Place);

    /// <summary>Sets the file of an object.</summary>
    public void SetFile(Model instance, FieldFile? file) => Model.Access.Set(instance, Place, file);

    /// <summary>The name under which the storage is to keep a file of an object.</summary>
    /// <exception cref="SuspiciousFileOperationException">It leads out of the storage.</exception>
    public string GenerateFilename(Model instance, string filename) => UploadToOf is { } nameOf
        ? Storage.GenerateFilename("", nameOf(instance, filename))
        : Storage.GenerateFilename(((FileField)Field).UploadTo, filename);

    public override object? GetValue(Model instance) => GetFile(instance)?.Name;

    public override void SetValue(Model instance, object? value) => SetFile(instance, value as FieldFile ?? Named((string?)value));

    internal override bool IsUnset(Model instance) => GetFile(instance) is not { HasFile: true };

    internal override void Read(Model instance, Row row, int column) => SetFile(instance, Named(row.GetStringOrNull(column)));

    private FieldFile? Named(string? name) => FieldFile.OfColumn(name ?? (Field.Null ? null : ""), null, Field is ImageField);
}
