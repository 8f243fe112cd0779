using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PrunableModels.Distributed;

/// <summary>
/// The library of Open MPI, wherever the system's loader finds it. Its handles of communicators, types and operations are the addresses of
/// variables that it exports.
/// </summary>
internal static class MpiLibrary
{
    /// <summary>What <see cref="NativeMpi"/> calls it.</summary>
    public const string Name = "mpi";

    private const string World = "ompi_mpi_comm_world";

    private static readonly Lazy<nint> Loaded = new(Load);

    static MpiLibrary() => NativeLibrary.SetDllImportResolver(typeof(MpiLibrary).Assembly, Resolve);

    /// <summary>Whether there is one.</summary>
    public static bool IsPresent => Loaded.Value != 0;

    /// <summary>The communicator of all processes.</summary>
    public static nint CommWorld => Handle(World);

    public static nint ErrorsReturn => Handle("ompi_mpi_errors_return");

    public static nint InfoNull => Handle("ompi_mpi_info_null");

    public static nint Byte => Handle("ompi_mpi_byte");

    public static nint Float => Handle("ompi_mpi_float");

    public static nint Double => Handle("ompi_mpi_double");

    public static nint Sum => Handle("ompi_mpi_op_sum");

    /// <summary>Requires that there is one.</summary>
    /// <exception cref="MpiNotFoundException">There is none.</exception>
    public static void Require()
    {
        if (!IsPresent)
        {
            throw new MpiNotFoundException(
                $"This process was started as one of several, but Open MPI's library is not there or cannot be loaded: {string.Join(" and ", Files)} were looked for. Install Open MPI (on Debian and Ubuntu the package openmpi-bin), or put its folder into the path of the system's loader. Other implementations of MPI have other handles and do not work.");
        }
    }

    /// <summary>The soname first: the name without a version is there with the headers alone.</summary>
    private static string[] Files => OperatingSystem.IsMacOS() ? ["libmpi.40.dylib", "libmpi.dylib"] : ["libmpi.so.40", "libmpi.so"];

    private static nint Handle(string symbol) => NativeLibrary.GetExport(Loaded.Value, symbol);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? Loaded.Value : 0;

    private static nint Load() => Files.Select(LoadOpenMpi).FirstOrDefault(library => library != 0);

    private static nint LoadOpenMpi(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var library) || NativeLibrary.TryGetExport(library, World, out _))
        {
            return library;
        }

        NativeLibrary.Free(library);
        return 0;
    }
}
