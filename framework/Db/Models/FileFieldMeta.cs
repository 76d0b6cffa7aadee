using Quintet.Files;

namespace Quintet.Db;

/// <summary>A file field at run time. Its column's value is the file's name. Abstract; see <see cref="FileFieldMeta{TModel}"/>.</summary>
public abstract class FileFieldMeta : FieldMeta
{
    private protected FileFieldMeta(string name, string propertyName, FileField field)
        : base(name, propertyName, field, typeof(string))
    {
    }

    /// <summary>The storage of its files.</summary>
    public Storage Storage => Storage.Get(((FileField)Field).Storage);

    /// <summary>The file of an object, or null where NULL is allowed.</summary>
    public abstract FieldFile? GetFile(Model instance);

    /// <summary>Sets the file of an object.</summary>
    public abstract void SetFile(Model instance, FieldFile? file);

    /// <summary>The name under which the storage is to keep a file of an object.</summary>
    /// <exception cref="SuspiciousFileOperationException">It leads out of the storage.</exception>
    public abstract string GenerateFilename(Model instance, string filename);

    public override object? GetValue(Model instance) => GetFile(instance)?.Name;

    public override void SetValue(Model instance, object? value) => SetFile(instance, value as FieldFile ?? Named((string?)value));

    internal override bool IsUnset(Model instance) => GetFile(instance) is not { HasFile: true };

    internal override void Read(Model instance, Row row, int column) => SetFile(instance, Named(row.GetStringOrNull(column)));

    private FieldFile? Named(string? name) => FieldFile.OfColumn(name ?? (Field.Null ? null : ""), null, Field is ImageField);
}

/// <inheritdoc/>
/// <param name="name"><c>avatar</c></param>
/// <param name="propertyName"><c>Avatar</c></param>
/// <param name="field">The description.</param>
/// <param name="get">Gives the file.</param>
/// <param name="set">Sets the file.</param>
public sealed class FileFieldMeta<TModel>(string name, string propertyName, FileField field, Func<TModel, FieldFile?> get, Action<TModel, FieldFile?> set) : FileFieldMeta(name, propertyName, field)
    where TModel : Model
{
    /// <summary>Gives the name of a file, with its folder, from an object and the wanted name; null: <c>UploadTo</c> says the folder. Set by generated code.</summary>
    public Func<TModel, string, string>? UploadToOf { private get; init; }

    public override FieldFile? GetFile(Model instance) => get((TModel)instance);

    public override void SetFile(Model instance, FieldFile? file) => set((TModel)instance, file);

    public override string GenerateFilename(Model instance, string filename) => UploadToOf is { } nameOf
        ? Storage.GenerateFilename("", nameOf((TModel)instance, filename))
        : Storage.GenerateFilename(((FileField)Field).UploadTo, filename);
}
