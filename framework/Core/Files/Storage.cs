using Quintet.Text;

namespace Quintet.Files;

/// <summary>
/// Where files are kept (Django's <c>Storage</c>): known by names such as <c>docs/2024/plan.pdf</c>, relative and with <c>/</c>. The app's own is
/// <see cref="Default"/>. One that keeps them elsewhere derives from it.
/// </summary>
public abstract class Storage
{
    public static readonly ContextKey<Storage> Key = new("file storage");

    /// <summary>The storages that have a name.</summary>
    public static readonly ContextKey<IReadOnlyDictionary<string, Storage>> NamedKey = new("named file storages");

    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>The storage in force.</summary>
    public static Storage Default => Context.Current.Get(Key);

    /// <summary>The storage that the settings call so; null or <c>default</c>: the one in force.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static Storage Get(string? alias)
    {
        if (alias is null or "default") return Default;
        var named = Context.Current.Find(NamedKey);
        return named?.GetValueOrDefault(alias) ?? throw new InvalidOperationException(
            $"Could not find config for '{alias}' in the settings' Storages. There are: {string.Join(", ", ["default", .. (named?.Keys ?? []).Where(key => key != "default")])}.");
    }

    /// <summary>Opens a file for reading; the caller closes it.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public abstract Stream Open(string name);

    /// <inheritdoc cref="Open"/>
    /// <remarks>As long as a storage has no better way, on another thread.</remarks>
    public virtual Task<Stream> OpenAsync(string name, CancellationToken cancellation = default) => Task.Run(() => Open(name), cancellation);

    /// <summary>Keeps a file under a name like the wanted one, in which nothing is overwritten; gives the name that it got.</summary>
    /// <param name="name">The wanted name, with its folder.</param>
    /// <param name="content">Read from where it stands to its end.</param>
    /// <param name="maxLength">The most characters that the name may have; null: any number.</param>
    /// <exception cref="SuspiciousFileOperationException">The name leads out of the storage, or cannot be made short enough.</exception>
    public string Save(string name, Stream content, int? maxLength = null)
    {
        var stored = Store(GetAvailableName(name, maxLength), content, maxLength);
        FileNames.Check(stored, allowFolders: true);
        return stored;
    }

    /// <inheritdoc cref="Save"/>
    public async Task<string> SaveAsync(string name, Stream content, int? maxLength = null, CancellationToken cancellation = default)
    {
        var stored = await StoreAsync(GetAvailableName(name, maxLength), content, maxLength, cancellation);
        FileNames.Check(stored, allowFolders: true);
        return stored;
    }

    /// <summary>Removes a file; one that is not there is no error.</summary>
    public abstract void Delete(string name);

    /// <inheritdoc cref="Delete"/>
    public virtual Task DeleteAsync(string name, CancellationToken cancellation = default) => Task.Run(() => Delete(name), cancellation);

    public abstract bool Exists(string name);

    /// <summary>In bytes.</summary>
    public abstract long Size(string name);

    /// <summary>The address under which a browser gets the file.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public abstract string Url(string name);

    /// <summary>The file's path on this machine.</summary>
    /// <exception cref="NotSupportedException">The files are not on this machine.</exception>
    public virtual string Path(string name) => throw new NotSupportedException("This backend doesn't support absolute paths.");

    /// <summary>The names of the folders and files in a folder, in no order; <c>""</c> is the storage's own.</summary>
    public abstract (IReadOnlyList<string> Folders, IReadOnlyList<string> Files) ListDirectory(string path);

    /// <summary>In UTC.</summary>
    public abstract DateTime GetAccessedTime(string name);

    /// <summary>In UTC.</summary>
    public abstract DateTime GetCreatedTime(string name);

    /// <summary>In UTC.</summary>
    public abstract DateTime GetModifiedTime(string name);

    /// <summary>A file's name, without a folder, as the storage can keep it.</summary>
    /// <exception cref="SuspiciousFileOperationException">Nothing is left of it.</exception>
    public virtual string GetValidName(string name)
    {
        try
        {
            return TextUtils.GetValidFilename(name);
        }
        catch (ArgumentException e)
        {
            throw new SuspiciousFileOperationException(e.Message);
        }
    }

    /// <summary>A name with its folder, of which the last part is made valid.</summary>
    public virtual string GenerateFilename(string name)
    {
        var (folder, file) = FileNames.Split(name);
        FileNames.CheckFolder(folder);
        return FileNames.Join(folder, GetValidName(file));
    }

    /// <summary>The name under which a file goes into a folder.</summary>
    /// <param name="folder">Empty: the storage's own. <c>%Y/%m/%d</c> in it and <c>strftime</c>'s other directives stand for now, in the time zone in force.</param>
    /// <param name="name">The file's, which may bring a folder along.</param>
    /// <exception cref="SuspiciousFileOperationException">It leads up, is absolute, or is no name of a file.</exception>
    public string GenerateFilename(string folder, string name)
    {
        folder = StrfTime.Format(folder, TimeZoneInfo.ConvertTimeFromUtc(DateTime.UtcNow, Timezone.Current));

        // What is absolute stays so, and is refused.
        var wanted = name.StartsWith('/') || name.StartsWith('\\') ? name : FileNames.Join(folder, name);
        FileNames.Check(wanted, allowFolders: true);
        return GenerateFilename(wanted);
    }

    /// <summary>Another name where one is taken: seven characters by chance before the ending.</summary>
    public virtual string GetAlternativeName(string root, string ending) =>
        $"{root}_{System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, 7)}{ending}";

    /// <summary>The wanted name, or one like it that is free and short enough.</summary>
    /// <exception cref="SuspiciousFileOperationException">The name leads out of the storage, or cannot be made short enough.</exception>
    public virtual string GetAvailableName(string name, int? maxLength = null)
    {
        var (folder, file) = FileNames.Split(name);
        FileNames.CheckFolder(folder);
        FileNames.Check(file, allowFolders: false);
        var (root, ending) = FileNames.Ending(file);
        name = FileNames.Join(folder, file);
        while (name.Length > (maxLength ?? int.MaxValue) || Exists(name))
        {
            name = FileNames.Join(folder, GetAlternativeName(root, ending));
            if (maxLength is not { } most || name.Length <= most) continue;
            var over = name.Length - most;
            if (over >= root.Length)
            {
                throw new SuspiciousFileOperationException($"Storage can not find an available filename for \"{name}\". Please make sure that the corresponding file field allows sufficient \"max_length\".");
            }

            root = root[..^over];
            name = FileNames.Join(folder, GetAlternativeName(root, ending));
        }

        return name;
    }

    /// <summary>Keeps a file under a name that was free; gives the name that it got, where another was quicker.</summary>
    protected abstract string Store(string name, Stream content, int? maxLength);

    /// <inheritdoc cref="Store"/>
    protected virtual Task<string> StoreAsync(string name, Stream content, int? maxLength, CancellationToken cancellation) => Task.Run(() => Store(name, content, maxLength), cancellation);
}

/// <summary>A file's name leads where it must not (Django's <c>SuspiciousFileOperation</c>).</summary>
public sealed class SuspiciousFileOperationException(string message) : Exception(message);
