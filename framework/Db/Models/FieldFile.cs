using System.ComponentModel;
using Quintet.Files;

namespace Quintet.Db;

/// <summary>
/// What a model's file field holds (Django's <c>FieldFile</c>): the name of a stored file, or, until the object is saved, what is to be stored.
/// Two are equal that have the same name.
/// </summary>
public class FieldFile : INamedFile, IEquatable<FieldFile>, ITemplateMembers, ITemplateTruth
{
    private Model? _instance;
    private string? _fieldName;
    private FileFieldMeta? _field;
    private INamedFile? _content;
    private Stream? _open;

    /// <param name="name">The name by which the storage knows the file, as a row holds it; empty: there is none.</param>
    public FieldFile(string name) => Name = name;

    private protected FieldFile(INamedFile content) => (Name, _content, IsAssigned) = (content.Name, content, true);

    /// <summary>The name by which the storage knows the file; of one that is not stored yet the wanted one. Empty: there is no file.</summary>
    public string Name { get; private set; }

    /// <summary>Whether there is a file.</summary>
    public bool HasFile => Name.Length > 0;

    /// <summary>Whether the storage has it already; else saving the object stores it.</summary>
    public bool IsCommitted => _content is null;

    /// <summary>The address under which a browser gets the file.</summary>
    /// <exception cref="InvalidOperationException">There is no file.</exception>
    public string Url => Storage.Url(Existing);

    /// <summary>The file's path on this machine.</summary>
    /// <exception cref="InvalidOperationException">There is no file.</exception>
    public string Path => Storage.Path(Existing);

    /// <summary>In bytes.</summary>
    /// <exception cref="InvalidOperationException">There is no file.</exception>
    public long Size => Existing is var name && _content is { } content ? content.Size : Storage.Size(name);

    /// <summary>The storage that keeps it.</summary>
    public Storage Storage => Field.Storage;

    /// <summary>What was made in code, not read from a row: with it the fields of width and height change.</summary>
    private protected bool IsAssigned { get; init; }

    private protected FileFieldMeta Field => _field ??= _instance is null
        ? throw new InvalidOperationException("The file belongs to no object: assign it to a model's property first.")
        : (FileFieldMeta)_instance.GetMeta().GetField(_fieldName!);

    private string Existing => HasFile ? Name : throw new InvalidOperationException($"The '{_field?.Name ?? _fieldName}' attribute has no file associated with it.");

    public static implicit operator FieldFile(string name) => new(name) { IsAssigned = true };

    public static implicit operator FieldFile(FileContent content) => new((INamedFile)content);

    public static bool operator ==(FieldFile? left, FieldFile? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(FieldFile? left, FieldFile? right) => !(left == right);

    /// <summary>All bytes from the first on; closed by the caller or by <see cref="Close"/>.</summary>
    /// <exception cref="InvalidOperationException">There is no file.</exception>
    /// <exception cref="FileNotFoundException">The storage does not have it any more.</exception>
    public Stream Open()
    {
        var name = Existing;
        return _open = _content?.Open() ?? Storage.Open(name);
    }

    /// <inheritdoc cref="Open"/>
    public async Task<Stream> OpenAsync(CancellationToken cancellation = default)
    {
        var name = Existing;
        return _open = _content?.Open() ?? await Storage.OpenAsync(name, cancellation);
    }

    /// <summary>All bytes.</summary>
    /// <inheritdoc cref="Open"/>
    public byte[] Read()
    {
        using var stream = Open();
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <inheritdoc cref="Read"/>
    public async Task<byte[]> ReadAsync(CancellationToken cancellation = default)
    {
        await using var stream = await OpenAsync(cancellation);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    /// <summary>Closes what was opened last.</summary>
    public void Close()
    {
        _open?.Dispose();
        _open = null;
    }

    /// <summary>Stores a file under a name like the wanted one, in the folder that <c>UploadTo</c> says, and makes it the object's.</summary>
    /// <param name="name">The wanted name, <c>plan.pdf</c>.</param>
    /// <param name="content">What is stored.</param>
    /// <param name="save">The object is saved, too.</param>
    /// <exception cref="SuspiciousFileOperationException">The name leads out of the storage, or cannot be made short enough.</exception>
    [AltersData]
    public void Save(string name, INamedFile content, bool save = true) => Done(SaveAsync(name, content, save, async: false, default));

    /// <inheritdoc cref="Save(string, INamedFile, bool)"/>
    [AltersData]
    public void Save(string name, Stream content, bool save = true) => Done(SaveAsync(name, content, save, async: false, default));

    /// <inheritdoc cref="Save(string, INamedFile, bool)"/>
    public Task SaveAsync(string name, INamedFile content, bool save = true, CancellationToken cancellation = default) => SaveAsync(name, content, save, async: true, cancellation).AsTask();

    /// <inheritdoc cref="Save(string, INamedFile, bool)"/>
    public Task SaveAsync(string name, Stream content, bool save = true, CancellationToken cancellation = default) => SaveAsync(name, content, save, async: true, cancellation).AsTask();

    /// <summary>Removes the file from the storage and from the object.</summary>
    /// <param name="save">The object is saved, too.</param>
    [AltersData]
    public void Delete(bool save = true) => Done(DeleteAsync(save, async: false, default));

    /// <inheritdoc cref="Delete"/>
    public Task DeleteAsync(bool save = true, CancellationToken cancellation = default) => DeleteAsync(save, async: true, cancellation).AsTask();

    /// <summary>This file as the one of an object's field; what belongs to another object stays there. Called by generated properties.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual FieldFile BoundTo(Model instance, string field)
    {
        if (_instance == (object)instance && _fieldName == field) return this;
        var file = _instance is null && _field is null ? this : Copy();
        (file._instance, file._fieldName, file._field) = (instance, field, null);
        if (file.IsAssigned) file.Changed();
        return file;
    }

    public bool Equals(FieldFile? other) => other is not null && Name == other.Name;

    public override bool Equals(object? obj) => obj is string name ? Name == name : Equals(obj as FieldFile);

    public override int GetHashCode() => Name.GetHashCode();

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    bool ITemplateTruth.IsTrue => HasFile;

    bool ITemplateMembers.TryGetTemplateMember(string name, out object? value) => TryGetTemplateMember(name, out value);

    private protected virtual bool TryGetTemplateMember(string name, out object? value)
    {
        (var known, value) = name switch
        {
            "name" or "Name" => (true, Name),
            "url" or "Url" => (true, Url),
            "path" or "Path" => (true, Path),
            "size" or "Size" => (true, (object)Size),
            "has_file" or "HasFile" => (true, HasFile),
            _ => (false, null),
        };
        return known;
    }

    /// <summary>The file of a column that is read without its object.</summary>
    internal static FieldFile? OfColumn(string? name, FileFieldMeta? field, bool isImage)
    {
        if (name is null) return null;
        var file = isImage ? new ImageFile(name) : new FieldFile(name);
        file._field = field;
        return file;
    }

    /// <summary>The name, as a query compares it.</summary>
    /// <exception cref="InvalidOperationException">It is not stored yet, so it has none.</exception>
    internal string StoredName => IsCommitted ? Name : throw new InvalidOperationException($"The file '{Name}' is not stored yet, so that a query cannot use its name. Save it first, by Save() of the file or of its object.");

    /// <summary>Stores what is to be stored, before its object is written.</summary>
    internal ValueTask CommitAsync(bool async, CancellationToken cancellation)
    {
        if (_content is not { } content) return default;
        return HasFile
            ? SaveAsync(Name, content, save: false, async, cancellation)
            : throw new FieldErrorException($"File for {Field.Name} must have the name attribute specified to be saved. Pass a name to ContentFile.");
    }

    /// <summary>The object has another file now.</summary>
    private protected virtual void Changed()
    {
    }

    private protected virtual FieldFile Copy() => _content is { } content ? new(content) : new(Name) { IsAssigned = true };

    /// <summary>What is to be stored; null: the storage has it.</summary>
    private protected INamedFile? Content => _content;

    private protected Model Instance => _instance ?? throw new InvalidOperationException("The file was read without its object, which alone can be changed: query the objects themselves.");

    private async ValueTask SaveAsync(string name, INamedFile content, bool save, bool async, CancellationToken cancellation)
    {
        await using var stream = content.Open();
        await SaveAsync(name, stream, save, async, cancellation);
    }

    private async ValueTask SaveAsync(string name, Stream content, bool save, bool async, CancellationToken cancellation)
    {
        var instance = Instance;
        var wanted = Field.GenerateFilename(instance, name);
        var most = ((FileField)Field.Field).MaxLength;
        Name = async ? await Storage.SaveAsync(wanted, content, most, cancellation) : Storage.Save(wanted, content, most);
        _content = null;
        Field.SetFile(instance, this);
        Changed();
        if (!save) return;
        if (async) await instance.SaveAsync(cancellation);
        else instance.Save();
    }

    private async ValueTask DeleteAsync(bool save, bool async, CancellationToken cancellation)
    {
        if (!HasFile) return;
        var instance = Instance;
        Close();
        if (IsCommitted)
        {
            if (async) await Storage.DeleteAsync(Name, cancellation);
            else Storage.Delete(Name);
        }

        (Name, _content) = ("", null);
        Changed();
        Field.SetFile(instance, Field.Field.Null ? null : this);
        if (!save) return;
        if (async) await instance.SaveAsync(cancellation);
        else instance.Save();
    }

    private static void Done(ValueTask task) => task.GetAwaiter().GetResult();
}
