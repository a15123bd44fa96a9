// delay-line <namespace> <namespace> <device> <bits per second> <one-way delay, milliseconds> <queue, bytes>
// A cable between two network namespaces: a TUN device of the given name in each, and every packet that leaves one comes out of
// the other after its turn at the given speed and the delay. A packet that finds the queue full is dropped, as a router would.
// Prints "ready"; counts what it dropped on standard error when it is ended by SIGTERM.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define HEADER sizeof(struct virtio_net_hdr)
#define PACKET (HEADER + 65536)

struct packet {
  struct packet *next;
  long long due_ns;
  ssize_t length;
  char bytes[];
};

struct line {
  int from, to;
  pthread_mutex_t lock;
  pthread_cond_t filled;
  struct packet *first, **last;
  atomic_long passed, dropped;
};

static double ns_per_byte;
static long long delay_ns, queue_ns;

static long long now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

// The kernel hands over up to 64 KiB at once and says how it would cut them: count the headers of every piece.
static double wire_bytes(const char *bytes, ssize_t length) {
  const struct virtio_net_hdr *header = (const void *)bytes;
  double size = length - HEADER;
  if (header->gso_type == VIRTIO_NET_HDR_GSO_NONE || header->gso_size == 0) return size;
  long pieces = (size - header->hdr_len + header->gso_size - 1) / header->gso_size;
  return size + (pieces - 1) * header->hdr_len;
}

static void *take_in(void *argument) {
  struct line *line = argument;
  static _Thread_local char buffer[PACKET];
  long long free_at = 0;
  for (;;) {
    ssize_t length = read(line->from, buffer, sizeof buffer);
    if (length <= (ssize_t)HEADER) continue;
    long long at = now_ns();
    if (free_at < at) free_at = at;
    if (free_at - at > queue_ns) {
      line->dropped++;
      continue;
    }
    free_at += (long long)(wire_bytes(buffer, length) * ns_per_byte);
    struct packet *packet = malloc(sizeof *packet + length);
    *packet = (struct packet){.due_ns = free_at + delay_ns, .length = length};
    memcpy(packet->bytes, buffer, length);
    line->passed++;
    pthread_mutex_lock(&line->lock);
    int was_empty = line->first == NULL;
    *line->last = packet;
    line->last = &packet->next;
    if (was_empty) pthread_cond_signal(&line->filled);
    pthread_mutex_unlock(&line->lock);
  }
  return NULL;
}

static void *give_out(void *argument) {
  struct line *line = argument;
  for (;;) {
    pthread_mutex_lock(&line->lock);
    while (line->first == NULL) pthread_cond_wait(&line->filled, &line->lock);
    struct packet *packet = line->first;
    pthread_mutex_unlock(&line->lock);
    struct timespec due = {packet->due_ns / 1000000000LL, packet->due_ns % 1000000000LL};
    if (packet->due_ns > now_ns()) clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    // Fails while the device is down: a cable would lose the packet, too.
    if (write(line->to, packet->bytes, packet->length) < 0) line->dropped++;
    pthread_mutex_lock(&line->lock);
    line->first = packet->next;
    if (line->first == NULL) line->last = &line->first;
    pthread_mutex_unlock(&line->lock);
    free(packet);
  }
  return NULL;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int open_device(const char *namespace, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
  int handle = open(path, O_RDONLY);
  if (handle < 0 || setns(handle, CLONE_NEWNET) != 0) fail(path);
  close(handle);
  int device = open("/dev/net/tun", O_RDWR);
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR};
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0) fail("/dev/net/tun");
  // Large pieces cross uncut, as a network card takes them, so that the line costs little of the clients' processor time.
  if (ioctl(device, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4) != 0) fail("TUNSETOFFLOAD");
  return device;
}

static struct line *start(int from, int to) {
  struct line *line = calloc(1, sizeof *line);
  line->from = from;
  line->to = to;
  line->last = &line->first;
  pthread_mutex_init(&line->lock, NULL);
  pthread_cond_init(&line->filled, NULL);
  pthread_t thread;
  pthread_create(&thread, NULL, take_in, line);
  pthread_create(&thread, NULL, give_out, line);
  return line;
}

int main(int count, char **arguments) {
  if (count != 7) {
    fprintf(stderr, "delay-line <namespace> <namespace> <device> <bits per second> <one-way delay, milliseconds> <queue, bytes>\n");
    return 2;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  ns_per_byte = 8e9 / atof(arguments[4]);
  delay_ns = (long long)(atof(arguments[5]) * 1e6);
  queue_ns = (long long)(atof(arguments[6]) * ns_per_byte);
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigprocmask(SIG_BLOCK, &ends, NULL);
  int one = open_device(arguments[1], arguments[3]);
  int other = open_device(arguments[2], arguments[3]);
  struct line *there = start(one, other), *back = start(other, one);
  puts("ready");
  fflush(stdout);
  int signal;
  sigwait(&ends, &signal);
  fprintf(stderr, "delay line: %ld and %ld packets, %ld and %ld dropped\n", there->passed, back->passed, there->dropped, back->dropped);
  return 0;
}
