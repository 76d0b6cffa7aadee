using System.Text;
using Quintet;
using Quintet.Files;

namespace CoreTests.Files;

public sealed class FileSystemStorageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("quintet-storage-").FullName;
    private readonly FileSystemStorage _storage;

    public FileSystemStorageTests() => _storage = new(Path.Combine(_root, "media"), "/media");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_is_kept_and_given_back()
    {
        Assert.Equal("docs/plan.txt", _storage.Save("docs/plan.txt", Content("hello")));
        using (var reader = new StreamReader(_storage.Open("docs/plan.txt"))) Assert.Equal("hello", reader.ReadToEnd());
        Assert.Equal((5, true, false), (_storage.Size("docs/plan.txt"), _storage.Exists("docs/plan.txt"), _storage.Exists("docs/other.txt")));
        Assert.Equal(Path.Combine(_root, "media", "docs", "plan.txt"), _storage.Path("docs/plan.txt"));
        Assert.InRange(_storage.GetModifiedTime("docs/plan.txt"), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
        Assert.Equal("docs:", Listed(""));
        Assert.Equal(":plan.txt", Listed("docs"));
        _storage.Delete("docs/plan.txt");
        _storage.Delete("docs/plan.txt");
        Assert.False(_storage.Exists("docs/plan.txt"));
        Assert.Throws<FileNotFoundException>(() => _storage.Open("docs/plan.txt"));
        Assert.Throws<FileNotFoundException>(() => _storage.GetModifiedTime("docs/plan.txt"));
        Assert.Throws<ArgumentException>(() => _storage.Delete(""));
    }

    [Fact]
    public void A_name_that_is_taken_gets_letters_before_its_ending()
    {
        _storage.Save("a.tar.gz", Content("1"));
        var second = _storage.Save("a.tar.gz", Content("2"));
        Assert.Matches("^a_[a-zA-Z0-9]{7}\\.tar\\.gz$", second);
        using var reader = new StreamReader(_storage.Open("a.tar.gz"));
        Assert.Equal("1", reader.ReadToEnd());
        _storage.Save(".hidden", Content(""));
        Assert.Matches("^\\.hidden_[a-zA-Z0-9]{7}$", _storage.Save(".hidden", Content("")));
    }

    [Fact]
    public void A_name_is_cut_to_the_length_that_a_column_has()
    {
        var name = _storage.Save("docs/" + new string('x', 50) + ".txt", Content(""), maxLength: 30);
        Assert.Matches("^docs/x{13}_[a-zA-Z0-9]{7}\\.txt$", name);
        Assert.Equal(30, name.Length);
        var error = Assert.Throws<SuspiciousFileOperationException>(() => _storage.Save("abc.txt", Content(""), maxLength: 5));
        Assert.Contains("Please make sure that the corresponding file field allows sufficient \"max_length\".", error.Message);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("docs/../../evil.txt")]
    [InlineData("..\\evil.txt")]
    [InlineData("docs\\..\\..\\evil.txt")]
    [InlineData("/etc/evil.txt")]
    [InlineData("\\evil\\evil.txt")]
    [InlineData("docs/..")]
    [InlineData("docs/.")]
    [InlineData("docs/")]
    [InlineData("")]
    [InlineData("a\0.txt")]
    [InlineData("../media-of-others/evil.txt")]
    public void No_name_leads_out_of_the_folder(string name)
    {
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.Save(name, Content("evil")));
        Assert.Empty(Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\secret")]
    [InlineData("../media2/x")]
    [InlineData("a\0")]
    public void Nothing_outside_is_read_or_deleted(string name)
    {
        var secret = Path.Combine(_root, "secret");
        File.WriteAllText(secret, "s");
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.Open(name));
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.Delete(name));
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.Exists(name));
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.ListDirectory(name));
        Assert.True(File.Exists(secret));
    }

    [Fact]
    public void Uploads_of_one_name_at_once_overwrite_nothing()
    {
        var names = new string[40];
        Parallel.For(0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => names[i] = _storage.Save("same.txt", Content($"{i}")));
        Assert.Equal(names.Length, names.Distinct().Count());
        for (var i = 0; i < names.Length; i++) Assert.Equal($"{i}", File.ReadAllText(_storage.Path(names[i])));
    }

    [Fact]
    public void A_name_that_is_taken_between_the_look_and_the_making_is_not_overwritten()
    {
        var late = new Blind(Path.Combine(_root, "media"));
        late.Save("x.txt", Content("first"));
        Assert.Matches("^x_[a-zA-Z0-9]{7}\\.txt$", late.Save("x.txt", Content("second")));
        Assert.Equal("first", File.ReadAllText(_storage.Path("x.txt")));
    }

    [Fact]
    public void What_could_not_be_written_whole_is_not_there()
    {
        Assert.Throws<IOException>(() => _storage.Save("x.txt", new Failing()));
        Assert.False(_storage.Exists("x.txt"));
    }

    [Fact]
    public void Files_and_folders_get_their_permissions()
    {
        if (OperatingSystem.IsWindows()) return;
        _storage.Save("a.txt", Content(""));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(_storage.Path("a.txt")));
        var closed = new FileSystemStorage(Path.Combine(_root, "closed")) { FilePermissions = UnixFileMode.UserRead, DirectoryPermissions = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute };
        closed.Save("deep/er/a.txt", Content(""));
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(closed.Path("deep/er/a.txt")));
        foreach (var folder in new[] { "deep/er", "deep", "" }) Assert.Equal(closed.DirectoryPermissions, File.GetUnixFileMode(closed.Path(folder)));
    }

    [Fact]
    public void A_file_has_an_address_where_its_folder_is_served()
    {
        Assert.Equal("/media/docs/a%20b%23.txt", _storage.Url("docs/a b#.txt"));
        Assert.Equal("/media/evil.example/x", _storage.Url("//evil.example/x"));
        Assert.Throws<NotSupportedException>(() => new FileSystemStorage(_root).Url("a"));
    }

    [Fact]
    public void A_name_from_outside_is_made_valid()
    {
        Assert.Equal("docs/my_plan.pdf", _storage.GenerateFilename("docs/my plan?.pdf"));
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.GenerateFilename("docs/../plan.pdf"));
        Assert.Throws<SuspiciousFileOperationException>(() => _storage.GetValidName("???"));
    }

    [Fact]
    public void The_storage_in_force_comes_from_the_context()
    {
        using var scope = Context.Current.With(Storage.Key, _storage).Enter();
        Assert.Same(_storage, Storage.Default);
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private string Listed(string path) => _storage.ListDirectory(path) is var (folders, files) ? $"{string.Join(',', folders)}:{string.Join(',', files)}" : "";

    /// <summary>Sees a file only at the second look, as one that another process makes meanwhile.</summary>
    private sealed class Blind(string location) : FileSystemStorage(location)
    {
        private int _looks;

        public override bool Exists(string name) => _looks++ > 1 && base.Exists(name);
    }

    private sealed class Failing : MemoryStream
    {
        public override void CopyTo(Stream destination, int bufferSize)
        {
            destination.WriteByte(1);
            throw new IOException("The connection is gone.");
        }
    }
}
