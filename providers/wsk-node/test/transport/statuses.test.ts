import { getSystemErrorMap, getSystemErrorName } from "node:util";
import { describe, expect, it } from "vitest";
import { table } from "@captable/wsk";
import { codeOf, failureOf, statuses, statusOf } from "../../src/statuses.ts";

/** What the manual pages of the system calls behind sockets list, on Linux and on the BSDs, in the order of a socket's life. */
const documented: Readonly<Record<string, string>> = {
  socket:
    "EACCES EAFNOSUPPORT EINVAL EMFILE ENFILE ENOBUFS ENOMEM EPROTONOSUPPORT EPROTOTYPE ESOCKTNOSUPPORT",
  bind: "EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EBADF EFAULT EINVAL ENODEV ENOTSOCK EPERM",
  listen: "EADDRINUSE EBADF EINVAL ENOTSOCK ENOTSUP",
  accept:
    "EAGAIN EBADF ECONNABORTED EFAULT EINTR EINVAL EMFILE ENFILE ENOBUFS ENOMEM ENOTSOCK ENOTSUP EPERM EPROTO " +
    "ENETDOWN EHOSTDOWN ENONET EHOSTUNREACH ENETUNREACH ENOPROTOOPT ETIMEDOUT",
  connect:
    "EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF ECONNREFUSED ECONNRESET EFAULT " +
    "EHOSTUNREACH EINTR EINVAL EISCONN ENETDOWN ENETUNREACH ENOBUFS ENOTSOCK EPERM EPROTOTYPE ETIMEDOUT",
  send:
    "EACCES EAGAIN EALREADY EBADF ECONNREFUSED ECONNRESET EDESTADDRREQ EFAULT EHOSTDOWN EHOSTUNREACH EINTR EINVAL " +
    "EIO EISCONN EMSGSIZE ENETDOWN ENETUNREACH ENOBUFS ENOMEM ENOTCONN ENOTSOCK ENOTSUP EPERM EPIPE",
  receive:
    "EAGAIN EBADF ECONNREFUSED ECONNRESET EFAULT EHOSTUNREACH EINTR EINVAL EIO ENETDOWN ENOBUFS ENOMEM ENOTCONN " +
    "ENOTSOCK ENOTSUP ETIMEDOUT EOF",
  shutdown: "EBADF EINVAL ENOBUFS ENOTCONN ENOTSOCK ESHUTDOWN",
  options:
    "EBADF EFAULT EINVAL EISCONN ENOBUFS ENOMEM ENOPROTOOPT ENOTSOCK EPERM ERANGE ENODEV ENXIO",
  close: "EBADF EINTR EIO ENOSPC ECANCELED",
  resolver:
    "EAI_ADDRFAMILY EAI_AGAIN EAI_BADFLAGS EAI_BADHINTS EAI_CANCELED EAI_FAIL EAI_FAMILY EAI_MEMORY EAI_NODATA " +
    "EAI_NONAME EAI_OVERFLOW EAI_PROTOCOL EAI_SERVICE EAI_SOCKTYPE",
};

/** What Node itself refuses or finds, of `node:net`, `node:dgram` and the streams beneath. */
const ofNode =
  "ERR_INVALID_ADDRESS_FAMILY ERR_INVALID_ARG_TYPE ERR_INVALID_ARG_VALUE ERR_INVALID_FD ERR_INVALID_FD_TYPE " +
  "ERR_INVALID_HANDLE_TYPE ERR_INVALID_IP_ADDRESS ERR_IP_BLOCKED ERR_OUT_OF_RANGE ERR_SERVER_ALREADY_LISTEN " +
  "ERR_SERVER_NOT_RUNNING ERR_SOCKET_ALREADY_BOUND ERR_SOCKET_BAD_BUFFER_SIZE ERR_SOCKET_BAD_PORT " +
  "ERR_SOCKET_BAD_TYPE ERR_SOCKET_CLOSED ERR_SOCKET_CLOSED_BEFORE_CONNECTION ERR_SOCKET_CONNECTION_TIMEOUT " +
  "ERR_SOCKET_DGRAM_IS_CONNECTED ERR_SOCKET_DGRAM_NOT_CONNECTED ERR_SOCKET_DGRAM_NOT_RUNNING " +
  "ERR_SOCKET_HANDLE_ADOPTED ERR_STREAM_ALREADY_FINISHED ERR_STREAM_DESTROYED ERR_STREAM_PREMATURE_CLOSE " +
  "ERR_STREAM_WRITE_AFTER_END ENOTFOUND";

/** Codes of the system that no call on a socket that this provider uses can fail with. Whatever is neither here nor known fails the test. */
const never =
  "E2BIG ECHARSET EEXIST EFBIG EFTYPE EILSEQ EISDIR ELOOP EMLINK ENAMETOOLONG ENOENT ENOEXEC ENOTDIR ENOTEMPTY ENOTTY " +
  "EROFS ESPIPE ESRCH ETXTBSY EUNATCH EXDEV";

const systemCodes = [...getSystemErrorMap().values()].map(([name]) => name);

describe.each(Object.entries(documented))("%s", (_call, codes) => {
  it.each(codes.split(" "))("%s has a status", (code) => {
    expect(statuses.get(code)).toBeDefined();
  });
});

it.each(ofNode.split(" "))("%s has a status", (code) => {
  expect(statuses.get(code)).toBeDefined();
});

it("every code of the system is known, or cannot come up", () => {
  const excused = never.split(" ");
  expect(systemCodes.filter((code) => statuses.has(code))).not.toHaveLength(0);
  expect(
    systemCodes.filter(
      (code) => !statuses.has(code) && !excused.includes(code),
    ),
  ).toEqual([]);
  expect(excused.filter((code) => statuses.has(code))).toEqual([]);
});

it("every status is one of the table, and a failure", () => {
  for (const status of statuses.values()) {
    expect(Reflect.get(table.errors, status)).toMatchObject({ success: false });
  }
});

describe("an error", () => {
  it("keeps its message, and is the cause", () => {
    const error = Object.assign(new Error("connect ECONNREFUSED"), {
      code: "ECONNREFUSED",
    });
    expect(failureOf(error)).toMatchObject({
      status: "STATUS_CONNECTION_REFUSED",
      message: "connect ECONNREFUSED",
      cause: error,
    });
  });

  it("whose code says less than what is behind it means the latter", () => {
    const info = { errno: -9, code: "EBADF", syscall: "uv_recv_buffer_size" };
    const error = Object.assign(new Error("Could not get or set buffer size"), {
      code: "ERR_SOCKET_BUFFER_SIZE",
      info,
    });
    expect(codeOf(error)).toBe("EBADF");
    expect(statusOf(error)).toBe("STATUS_UNSUCCESSFUL");
  });

  it("that nobody knows means STATUS_UNSUCCESSFUL", () => {
    const codes = [undefined, 7, "", "ERR_SOMETHING", getSystemErrorName(-1e4)];
    for (const code of codes) {
      expect(statusOf({ code })).toBe("STATUS_UNSUCCESSFUL");
    }
    expect(statusOf(undefined)).toBe("STATUS_UNSUCCESSFUL");
    expect(statusOf("EACCES")).toBe("STATUS_UNSUCCESSFUL");
    expect(statusOf({ code: "EACCES" })).toBe("STATUS_ACCESS_DENIED");
  });
});
